"""Sign-in, a person's own account, people, roles and invitations."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.lib.forms import DayField, HouseForm, RecordForm, Segments
from sencohub.lib.roles import Role


def _dress(form: forms.Form) -> None:
    """allauth's fields in the house's look: labels above, no placeholders."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs["class"] = "input"
    form.use_required_attribute = False


class SignInForm(LoginForm):
    """allauth's form in the house's words. No e-mail signs in: families share one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = _("Sign-in name"), _("Password")
        login.widget.attrs["autocomplete"] = "username"
        password.help_text = ""
        login.error_messages["required"] = _("Type your sign-in name.")
        password.error_messages["required"] = _("Type your password.")


class PasswordForm(ChangePasswordForm):
    """Changing one's own password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self)
        self.fields["oldpassword"].label = _("Your password now")
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = _("At least 10 characters. A short sentence is good.")
        self.fields["password2"].label = _("New password again")


class ConfirmForm(ReauthenticateForm):
    """The password once more, before something that guards the account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self)
        self.fields["password"].label = _("Your password")


def _ask_for_code(form: forms.Form) -> None:
    _dress(form)
    code = form.fields["code"]
    code.label = _("Code")
    code.help_text = _("Six figures from the app on your phone, or one of your recovery codes.")
    code.widget.attrs |= {"inputmode": "text", "autofocus": True}
    code.error_messages["required"] = _("Type the code.")


class CodeForm(AuthenticateForm):
    """The second step of signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self)


class ConfirmCodeForm(ReauthenticateCodeForm):
    """The code once more, before something that guards the account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self)


class SetUpCodeForm(ActivateTOTPForm):
    """The first code of a new app proves that it was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self)
        self.fields["code"].help_text = _("Six figures that the app shows now.")


class OwnAccountForm(HouseForm):
    """What a person may change about their own account."""

    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("For invitations and reminders. A family may share one."),
        error_messages={"invalid": _("Write the e-mail like this: name@example.org")},
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=User.Language.choices, widget=Segments
    )


class PersonForm(RecordForm):
    """A new account."""

    widths = {
        "title": "f-2",
        "name_en": "f-6",
        "name_zh": "f-4",
        "username": "f-6",
        "email": "f-6",
    }

    class Meta:
        model = User
        fields = ["title", "name_en", "name_zh", "username", "email", "language"]
        widgets = {"language": Segments}
        help_texts = {
            "username": _("To sign in with, for example chan.taiman"),
            "email": _("Where the invitation goes. A family may share one."),
        }
        error_messages = {
            "username": {"unique": _("Somebody has this sign-in name. Choose another.")}
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("name_en") and not data.get("name_zh"):
            self.add_error("name_en", _("Write the name in English or in Chinese."))
        return data


class RoleForm(HouseForm):
    """Propose or give a role."""

    widths = {"role": "f-4", "starts_on": "f-4", "ends_on": "f-4"}
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose")), *Role.choices])
    starts_on = DayField(label=_("First day"), initial=today)
    ends_on = DayField(
        label=_("Last day"), required=False, help_text=_("Leave empty while it lasts.")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Choose a day on or after the first day."))
        return data


class EndRoleForm(HouseForm):
    """The last day of a role."""

    ends_on = DayField(
        label=_("Last day"),
        initial=today,
        help_text=_("The person keeps the role until midnight of this day."),
    )


class InviteForm(HouseForm):
    """The people an invitation goes to; the page shows how many before it asks."""

    people = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(),
        widget=forms.MultipleHiddenInput,
        error_messages={"required": _("Choose at least one person.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = User.objects.filter(is_active=True)  # type: ignore[attr-defined]


class FirstPasswordForm(HouseForm):
    """The password a person sets by the link of an invitation."""

    password1 = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. A short sentence is good."),
    )
    password2 = forms.CharField(
        label=_("New password again"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password1(self) -> str:
        password = str(self.cleaned_data["password1"])
        password_validation.validate_password(password, self.person)
        return password

    def clean_password2(self) -> str:
        second = str(self.cleaned_data["password2"])
        if second != self.cleaned_data.get("password1", second):
            raise forms.ValidationError(_("The two passwords differ. Type the second again."))
        return second
