from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "sencohub.accounts"
    label = "accounts"

    def ready(self) -> None:
        from sencohub.accounts import navigation
        from sencohub.lib.policies import OFFICE

        navigation.register(
            navigation.Entry(
                order=80, label=_("People"), url_name="roles", who=OFFICE, icon="people"
            )
        )
