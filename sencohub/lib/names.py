"""What a name may hold. A script or a formula in a name is refused, never cleaned."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

NOT_IN_NAMES = re.compile(r"[<>{}\\\x00-\x1f]")
STARTS_FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def check_name(value: str) -> None:
    """A validator for names of people and classes. Raises ValidationError with what to do."""
    if NOT_IN_NAMES.search(value) or value.lstrip().startswith(STARTS_FORMULAS):
        raise ValidationError(_("Write the name with letters only, without signs like < or =."))
