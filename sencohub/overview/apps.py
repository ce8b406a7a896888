from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OverviewConfig(AppConfig):
    name = "sencohub.overview"
    label = "overview"

    def ready(self) -> None:
        from sencohub.accounts import navigation
        from sencohub.lib.policies import RECORD_STAFF, STAFF

        navigation.register(
            navigation.Entry(10, _("Today"), "home", STAFF, "home"),
            navigation.Entry(20, _("Register"), "overview:register", RECORD_STAFF, "people"),
        )
