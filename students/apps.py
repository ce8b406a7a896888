from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudentsConfig(AppConfig):
    name = "students"

    def ready(self) -> None:
        """What the apps below are told: the bar's entries, words of notices, the reminders."""
        from sencohub.accounts import navigation
        from sencohub.documents import downloads
        from sencohub.lib.policies import CASE_STAFF, OFFICE, SEN_TEAM, TECHNICAL
        from sencohub.notices import kinds, reminders, subjects
        from students import access_log
        from students.reminders import inputs_due
        from students.told import about_seen, seen_somewhere
        from students.waiting import concerns_to_triage

        def to_triage(request: Any) -> int:
            return concerns_to_triage()

        navigation.register(
            navigation.Entry(20, _("School roll"), "students:student-list", OFFICE, "people"),
            navigation.Entry(
                30, _("Concerns"), "students:concern-list", SEN_TEAM, "flag", count=to_triage
            ),
            navigation.Entry(
                20, _("Break-glass"), "students:break-glass-new", TECHNICAL, "key", also=("home",)
            ),
            navigation.Entry(30, _("Concern"), "students:concern-new", CASE_STAFF, "flag"),
        )
        kinds.register(
            "glass-broken", title=_("A technical account has opened a record by break-glass")
        )
        kinds.register("concern-raised", title=_("A concern waits for triage"))
        kinds.register("complaint-raised", title=_("A parent waits for our answer"))
        kinds.register("concern-answered", title=_("The SENCO has answered a concern of yours"))
        kinds.register("consent-answered", title=_("A parent gave, refused or withdrew a consent"))
        kinds.register("input-asked", title=_("Please tell us about a student you teach"))
        kinds.register("input-due", title=_("Your answer about a student is due"))
        kinds.register("round-complete", title=_("Everybody has answered about a student"))
        kinds.register("round-closed", title=_("A round of questions closed with answers missing"))
        reminders.register(inputs_due)
        downloads.register(access_log.document_taken)
        subjects.register(subjects.Seen(seen_somewhere, about_seen))
