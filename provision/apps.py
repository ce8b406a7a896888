from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProvisionConfig(AppConfig):
    name = "provision"

    def ready(self) -> None:
        """What the apps below are told: the bar's entry, words of notices, the checker's rule."""
        from provision.support import places_of, provision_without_target
        from sencohub.accounts import navigation
        from sencohub.lib.policies import MAP_READERS
        from sencohub.notices import kinds
        from tiers import checker, support

        navigation.register(
            navigation.Entry(
                40, _("Provision"), "provision:map", MAP_READERS, "map", on_phone=False
            )
        )
        kinds.register("provision-leads", title=_("You lead a group that has started"))
        kinds.register("provision-published", title=_("Something new is ready for you to read"))
        support.register(places_of)
        checker.register(provision_without_target)
