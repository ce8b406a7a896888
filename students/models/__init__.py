"""The student's records, by subject. Import from here: `from students.models import Student`."""

from students.models.concerns import Concern, InputRound, TeacherInput
from students.models.evidence import Document, Evidence, Measure, Score
from students.models.families import Consent, ParentLink
from students.models.glass import BreakGlass
from students.models.grants import AccessLog, ClassGrant, StudentGrant
from students.models.needs import Difficulty, Need
from students.models.people import (
    CaseGrant,
    Enrolment,
    SchoolClass,
    Student,
    TeachingAssignment,
)
from students.models.profile import OnePageProfile

__all__ = [
    "AccessLog",
    "BreakGlass",
    "CaseGrant",
    "ClassGrant",
    "Concern",
    "Consent",
    "Difficulty",
    "Document",
    "Enrolment",
    "Evidence",
    "InputRound",
    "Measure",
    "Need",
    "OnePageProfile",
    "ParentLink",
    "SchoolClass",
    "Score",
    "Student",
    "StudentGrant",
    "TeacherInput",
    "TeachingAssignment",
]
