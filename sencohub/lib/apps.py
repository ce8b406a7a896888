from django.apps import AppConfig


class LibConfig(AppConfig):
    name = "sencohub.lib"
    label = "lib"

    def ready(self) -> None:
        from sencohub import checks  # noqa: F401 - registers the system checks
