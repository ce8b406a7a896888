from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParentsConfig(AppConfig):
    name = "parents"

    def ready(self) -> None:
        """The bar's way to the family pages: from a parent's account, and from a colleague's."""
        from parents.documents import RECORD
        from sencohub.accounts import navigation
        from sencohub.documents import kinds as documents
        from sencohub.lib.policies import PARENTS
        from sencohub.notices import kinds

        navigation.register(
            navigation.Entry(90, _("My child"), "parents:home", PARENTS, "home", on_phone=False)
        )
        documents.register(RECORD)
        kinds.register("parent-words", title=_("A parent wrote what helps their child"))
