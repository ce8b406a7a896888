"""What a person typed and has not sent: kept over the end of a session, and as a draft.

Both give the text back with the version the form was opened at, so that a record which somebody
saved meanwhile still comes up as a conflict and is never overwritten unseen.
"""

from typing import Any

from django.apps import apps
from django.core import signing
from django.http import HttpRequest
from django.http.request import QueryDict

KEPT = "kept-for-after-sign-in"
OWNER = "form_owner"
TOKEN = "form_token"  # noqa: S105  (a field's name)
VERSION = "form_version"
DRAFT_KEY = "draft_key"
BUTTONS = frozenset({"save_draft", "discard_draft"})
MAX_DRAFT_BYTES = 200_000
MAX_KEY = 120

type_typed = dict[str, list[str]]


def _is_ours(name: str) -> bool:
    return (
        name in BUTTONS
        or name in {"csrfmiddlewaretoken", DRAFT_KEY}
        or name.endswith((OWNER, TOKEN))
    )


def typed(data: QueryDict) -> type_typed:
    """What was typed into a form, and the version it was opened at; no token, no seal."""
    return {name: data.getlist(name) for name in data if not _is_ours(name)}


def owner_of(data: QueryDict) -> Any:
    """The person whose form this was, by its seal; None without a good one."""
    sealed = next((data[name] for name in data if name.endswith(OWNER) and data[name]), "")
    try:
        return signing.loads(str(sealed), salt=OWNER) if sealed else None
    except signing.BadSignature:
        return None


def seal(user: Any) -> str:
    return signing.dumps(user.pk, salt=OWNER) if user.is_authenticated else ""


def keep_for_after_sign_in(request: HttpRequest) -> bool:
    """Keep a POST that came without its session, for the person whose form it was.

    True when there was something to keep. Files are not kept.
    """
    if request.method != "POST":
        return False
    owner = owner_of(request.POST)
    if owner is None:
        return False
    request.session[KEPT] = {"user": owner, "path": request.path, "data": typed(request.POST)}
    return True


def given_back(request: HttpRequest, version_name: str) -> type_typed:
    """The text kept for this page's form, once, and only to its own writer."""
    kept = request.session.get(KEPT)
    if not kept or not request.user.is_authenticated:
        return {}
    if kept["user"] != request.user.pk:
        del request.session[KEPT]
        return {}
    if kept["path"] != request.path or version_name not in kept["data"]:
        return {}
    del request.session[KEPT]
    data: type_typed = kept["data"]
    return data


# --- drafts: one row per form and person ---------------------------------------------------------


def _drafts() -> Any:
    return apps.get_model("accounts", "Draft").objects


def draft_of(user: Any, key: str) -> Any:
    """The draft row of this person for this form, or None."""
    return _drafts().filter(user=user, form_key=key).first() if user.is_authenticated else None


def save_draft(user: Any, key: str, data: QueryDict) -> Any:
    """Keep what is typed so far; None when it is too large or has no form to go back to."""
    words = typed(data)
    size = sum(len(value.encode()) for values in words.values() for value in values)
    if not key or len(key) > MAX_KEY or size > MAX_DRAFT_BYTES:
        return None
    draft, _made = _drafts().update_or_create(user=user, form_key=key, defaults={"data": words})
    return draft


def drop_draft(user: Any, key: str) -> None:
    """Forget the draft: the form was sent, or its writer discards it."""
    if user.is_authenticated:
        _drafts().filter(user=user, form_key=key).delete()
