"""Chinese pages of provision: Chinese marks between Chinese words."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from provision.models import Participation
from sencohub.accounts.models import User

type_sign_in = Callable[[User], Client]
LATIN_MARK = re.compile(r"[\u4e00-\u9fff] ?[,;.](?=[ <])")


@pytest.mark.parametrize("name", ["provision-list", "place-list", "map-class-first"])
def test_no_latin_comma_or_full_stop_follows_chinese(
    place: Participation, senco: User, sign_in: type_sign_in, name: str
) -> None:
    senco.language = "zh-hant"
    senco.save()
    page = sign_in(senco).get(reverse(f"provision:{name}"), follow=True).content.decode()
    main = re.sub(r"<[^>]+>", "", page.partition("<main")[2].partition("</main")[0])
    assert LATIN_MARK.findall(main) == []
