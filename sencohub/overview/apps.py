from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OverviewConfig(AppConfig):
    name = "sencohub.overview"
    label = "overview"

    def ready(self) -> None:
        from sencohub.accounts import navigation
        from sencohub.documents import kinds as documents
        from sencohub.lib.policies import RECORD_STAFF, SEN_TEAM_AND_LEADERS, STAFF
        from sencohub.notices import kinds as notices
        from sencohub.overview.impact.documents import IMPACT_REPORT

        navigation.register(
            navigation.Entry(
                10,
                _("Today"),
                "home",
                STAFF,
                "home",
                also=("tiers:log-today", "provision:session-today"),
            ),
            navigation.Entry(20, _("Register"), "overview:register", RECORD_STAFF, "people"),
            navigation.Entry(
                60, _("Impact"), "overview:impact-list", SEN_TEAM_AND_LEADERS, "chart"
            ),
        )
        documents.register(IMPACT_REPORT)
        notices.register("impact-issued", title=_("A termly impact report has been issued"))
        notices.register("impact-commented", title=_("The principal commented on the report"))
