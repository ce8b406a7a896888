from django.apps import AppConfig


class LibConfig(AppConfig):
    name = "sencohub.lib"
    label = "lib"
