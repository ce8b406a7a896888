from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"

    def ready(self) -> None:
        from sencohub.accounts import navigation
        from sencohub.lib.policies import RECORD_STAFF
        from sencohub.notices import kinds

        navigation.register(
            navigation.Entry(50, _("Meetings"), "meetings:meeting-list", RECORD_STAFF, "calendar")
        )
        kinds.register("meeting-invited", title=_("You are asked to come to a meeting"))
        kinds.register("meeting-cancelled", title=_("A meeting has been cancelled"))
        kinds.register("action-given", title=_("Something was agreed for you to do"))
        kinds.register("decision-published", title=_("A meeting decided something"))
        kinds.register("attendance-asked", title=_("A parent would like to attend a meeting"))
        kinds.register("attendance-answered", title=_("The school answered you about a meeting"))
