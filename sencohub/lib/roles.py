"""The roles a person can hold, and the groups of roles that rules speak of.

Source: the design's section "People". Roles that open children's records need a SENCO's or
leader's confirmation before they take effect.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    SENCO = "senco", _("SENCO")
    SENST = "senst", _("SEN support teacher")
    LEADER = "leader", _("Principal or vice-principal")
    TEACHER = "teacher", _("Teacher")
    ASSISTANT = "assistant", _("Teaching assistant")
    SPECIALIST = "specialist", _("Specialist")
    PARENT = "parent", _("Parent")
    OFFICE = "office", _("Office administrator")


NEEDS_CONFIRMATION = frozenset({Role.SENCO, Role.SENST, Role.LEADER, Role.SPECIALIST})
"""Roles the office or an import may propose but never give."""

WHOLE_SCHOOL = frozenset({Role.SENCO, Role.SENST, Role.LEADER})
"""Roles that see every student's record without a grant row."""
