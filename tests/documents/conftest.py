"""Documents asked for, and a store of their own for each test."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import storages

from sencohub.accounts.models import User
from sencohub.documents.actions import ask
from sencohub.documents.models import Export
from sencohub.lib.dates import today
from students import access
from students.models import Student, TeachingAssignment
from tests.documents import letters

type_asked = Callable[..., Export]


def stops_teaching(staff: User) -> None:
    """The assignments of this person ended yesterday."""
    for link in TeachingAssignment.objects.filter(staff=staff):
        link.ends_on = today() - dt.timedelta(days=1)
        link.save()
        access.sync(link)


@pytest.fixture(autouse=True)
def store() -> Iterator[Path]:
    """Where made documents lie, empty before and after."""
    folder = Path(settings.PRIVATE_ROOT) / "exports"
    _empty(folder)
    yield folder
    _empty(folder)


def _empty(folder: Path) -> None:
    """Tests of other folders share the process's store, and leave their documents there."""
    for name in storages["default"].listdir("exports")[1] if folder.exists() else []:
        storages["default"].delete(f"exports/{name}")


@pytest.fixture
def asked() -> type_asked:
    """`asked(user, student, …, seconds=0.1)`: an export of letters about these students."""

    def _asked(by: User, *students: Student, **parameters: Any) -> Export:
        ids = sorted(student.pk for student in students)
        return ask(kind=letters.CODE, parameters={"students": ids, **parameters}, by=by)

    return _asked
