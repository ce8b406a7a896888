"""Staff and accounts: the ten that are always there, and a staff in proportion to the classes."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from sencohub.accounts.models import RoleMembership, User
from sencohub.lib.roles import NEEDS_CONFIRMATION, Role
from sencohub.overview.demo import names
from sencohub.overview.demo.book import Entry
from sencohub.overview.demo.world import World, at

PASSWORD = "sencohub-demo"  # noqa: S105 - printed on purpose; production refuses the accounts
SALT = "chingfaiprimaryschool1"
"""Fixed, so that two loads give the same rows. The password is public anyway."""
DOMAIN = "demo.test"
ENGLISH, CHINESE = User.Language.ENGLISH, User.Language.CHINESE


@dataclass(frozen=True)
class Post:
    """Somebody on the staff: the key other parts know them by, and who they are."""

    key: str
    role: Role
    title: str
    name_en: str
    name_zh: str
    language: str = ENGLISH


FIXED: tuple[Post, ...] = (
    Post("principal", Role.LEADER, "Mrs", "Kwok Suk Fan", "郭淑芬"),
    Post("senco", Role.SENCO, "Ms", "Lam Wing Sze", "林詠詩"),
    Post("senst", Role.SENST, "Ms", "Wong Nga Ting", "黃雅婷"),
    Post("teacher", Role.TEACHER, "Mr", "Ho Chun Kit", "何俊傑"),
    Post("teacher2", Role.TEACHER, "Ms", "Leung Ka Yan", "梁嘉欣", CHINESE),
    Post("ta", Role.ASSISTANT, "Miss", "Cheng Tsz Wai", "鄭梓慧", CHINESE),
    Post("ep", Role.SPECIALIST, "Dr", "Yip Hoi Yan", "葉凱欣"),
    Post("office", Role.OFFICE, "Ms", "Tse Man Yi", "謝敏儀", CHINESE),
)
"""With the two parents (see `students.py`) the ten accounts the guide names."""

MORE: tuple[Post, ...] = (
    Post("vice", Role.LEADER, "Mr", "Chiu Wing Kin", "趙永健", CHINESE),
    Post("senst2", Role.SENST, "Mr", "Tang Ho Ming", "鄧浩明", CHINESE),
    Post("worker", Role.SPECIALIST, "Ms", "Fung Sau Ling", "馮秀玲", CHINESE),
    Post("speech", Role.SPECIALIST, "Ms", "Lo Cheuk Yiu", "盧卓瑤", CHINESE),
    Post("ta2", Role.ASSISTANT, "Mr", "Poon Ka Lok", "潘家樂", CHINESE),
    Post("ta3", Role.ASSISTANT, "Ms", "Hui Yuk Ping", "許玉萍", CHINESE),
)


def email(key: str) -> str:
    return f"{key}@{DOMAIN}"


def account(post: Post, joined: dt.datetime, password: str) -> User:
    return User(
        username=email(post.key),
        email=email(post.key),
        title=post.title,
        name_en=post.name_en,
        name_zh=post.name_zh,
        language=post.language,
        date_joined=joined,
        password=password,
    )


def lay_staff(world: World, password: str) -> None:
    """The staff with their roles, confirmed where a role opens records."""
    posts = [*FIXED, *MORE, *_more_support(world), *_teachers(world)]
    joined = at(world.begins - dt.timedelta(days=14), 10)
    users = world.book.write(
        User, [Entry(account(post, joined, password), joined) for post in posts]
    )
    world.staff = {post.key: user for post, user in zip(posts, users, strict=True)}
    _give_roles(world, [(user, post.role) for post, user in zip(posts, users, strict=True)])


def _more_support(world: World) -> list[Post]:
    """A larger school has more support teachers: one for each further 780 students."""
    posts = []
    for number in range(3, 2 + world.size // 780):
        title, english, chinese = names.adult(world.rng(f"support:{number}"), number)
        posts.append(Post(f"senst{number}", Role.SENST, title, english, chinese))
    return posts


def _teachers(world: World) -> list[Post]:
    """Teachers `t01`, `t02`, … as many as the classes need; see `students.lay_teaching`."""
    rng = world.rng("teachers")
    wanted = teachers_for(class_count(world.size))
    posts = []
    for number in range(1, wanted + 1):
        title, english, chinese = names.adult(rng, number)
        language = rng.choice((ENGLISH, CHINESE))
        posts.append(Post(f"t{number:02d}", Role.TEACHER, title, english, chinese, language))
    return posts


def class_count(size: int) -> int:
    """Classes of about 26 in six levels of equal width; 780 students are 30 classes."""
    return 6 * max(1, round(size / 6 / 26))


def teachers_for(classes: int) -> int:
    """Two for each class, less the two who have accounts of their own, and four at least."""
    return max(4, 2 * classes - 2)


def _give_roles(world: World, given: list[tuple[User, Role]]) -> None:
    """From the day they are given: the office enters the roll before the term begins."""
    principal, senco = world.staff["principal"], world.staff["senco"]
    first = world.begins - dt.timedelta(days=13)
    when = at(first, 11)
    entries = []
    for user, role in given:
        confirmer = senco if user == principal else principal
        needs = role in NEEDS_CONFIRMATION
        membership = RoleMembership(
            user=user,
            role=role,
            starts_on=first,
            proposed_by=principal,
            confirmed_by=confirmer if needs else None,
            confirmed_at=when if needs else None,
        )
        entries.append(Entry(membership, when, confirmer))
    world.book.write(RoleMembership, entries)


def one_hash() -> str:
    """The one password's hash, made once for everybody."""
    return make_password(PASSWORD, salt=SALT)
