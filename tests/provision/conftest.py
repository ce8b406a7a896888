"""A group of Amina (5A) and Ben (3B), led by the teaching assistant of 5A."""

import datetime as dt

import pytest

from provision.models import Participation, Provision
from sencohub.accounts.models import User
from sencohub.lib.dates import today
from sencohub.school.models import Term
from students.models import Student
from tests import factories


@pytest.fixture
def group(term: Term, assistant: User) -> Provision:
    """Running since a month ago, nobody in it yet."""
    return factories.ProvisionFactory(
        name_en="Word reading A", term=term, staff=assistant, weekdays=[0, 2]
    )


@pytest.fixture
def planned(term: Term, assistant: User) -> Provision:
    """Planned, nobody in it yet."""
    return factories.ProvisionFactory(
        term=term, staff=assistant, state=Provision.State.PLANNED, name_en="Word reading B"
    )


@pytest.fixture
def place(group: Provision, amina: Student) -> Participation:
    """Amina's place: from 38, expected 52."""
    return factories.ParticipationFactory(provision=group, student=amina)


@pytest.fixture
def bens_place(group: Provision, ben: Student) -> Participation:
    """Ben's place in the same group."""
    return factories.ParticipationFactory(provision=group, student=ben)


@pytest.fixture
def yesterday() -> dt.date:
    return today() - dt.timedelta(days=1)
