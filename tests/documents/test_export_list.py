"""My documents: mine only, newest first, at one cost."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sencohub.accounts.models import User
from sencohub.documents.models import Export
from tests.documents.letters import CODE

pytestmark = pytest.mark.django_db
type_sign_in = Callable[[User], Client]
URL = reverse("documents:export-list")


def export_of(user: User, state: str = Export.State.READY, **fields: object) -> Export:
    return Export.objects.create(asked_by=user, kind=CODE, state=state, **fields)


def test_it_lists_mine_only_newest_first(senco: User, senst: User, sign_in: type_sign_in) -> None:
    mine = [export_of(senco, file_name=f"{nth}.pdf") for nth in range(2)]
    export_of(senst, file_name="theirs.pdf")
    answer = sign_in(senco).get(URL)
    assert [row.pk for row in answer.context["page"]] == [row.pk for row in reversed(mine)]
    assert "theirs" not in answer.content.decode()


def test_nothing_yet_says_where_documents_come_from(senco: User, sign_in: type_sign_in) -> None:
    assert "No document yet" in sign_in(senco).get(URL).content.decode()


def test_a_kind_that_is_no_longer_made_is_still_listed(senco: User, sign_in: type_sign_in) -> None:
    Export.objects.create(asked_by=senco, kind="gone", state=Export.State.EXPIRED)
    assert sign_in(senco).get(URL).status_code == 200


def test_it_costs_the_same_for_3_and_300(senco: User, sign_in: type_sign_in) -> None:
    client, costs = sign_in(senco), []
    client.get(URL)
    for more in (3, 297):
        Export.objects.bulk_create(
            Export(asked_by=senco, kind=CODE, state=Export.State.READY) for _nth in range(more)
        )
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_other_methods_are_refused(senco: User, sign_in: type_sign_in) -> None:
    assert sign_in(senco).post(URL).status_code == 405
