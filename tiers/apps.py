from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TiersConfig(AppConfig):
    name = "tiers"

    def ready(self) -> None:
        """What the apps below are told: words of notices, and who asks for reminders."""
        from sencohub.documents import kinds as documents
        from sencohub.notices import kinds, reminders
        from students import leaving
        from tiers.actions.leaving import end_support
        from tiers.documents import KINDS
        from tiers.plan_reminders import unanswered_plans
        from tiers.reminders import reviews

        kinds.register("tier-decided", title=_("A tier was decided for a student you teach"))
        kinds.register("tier-published", title=_("Something new is ready for you to read"))
        kinds.register("tier-proposed", title=_("A review proposes another tier; you decide"))
        kinds.register("review-due", title=_("A review is coming up"))
        kinds.register("review-late", title=_("A review is late"))
        kinds.register("review-published", title=_("A summary from the school is ready for you"))
        reminders.register(reviews)
        kinds.register("plan-draft", title=_("A draft plan waits for you to read"))
        kinds.register("plan-agreed-family", title=_("A plan is agreed and starts now"))
        kinds.register("plan-agreed", title=_("A plan for a student you teach is in force"))
        kinds.register("plan-comment", title=_("Somebody commented on a plan"))
        kinds.register("plan-answer", title=_("A parent answered about a plan"))
        kinds.register("plan-unanswered", title=_("The time to answer a plan is over"))
        reminders.register(unanswered_plans)
        for kind in KINDS:
            documents.register(kind)
        leaving.register(end_support)
