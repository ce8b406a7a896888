"""Parents, their accounts and their links. A link exists for any child and says nothing of SEN."""

import datetime as dt
import random
from dataclasses import dataclass, replace

from sencohub.accounts.models import RoleMembership, User
from sencohub.lib.roles import Role
from sencohub.overview.demo import names
from sencohub.overview.demo.book import Entry
from sencohub.overview.demo.people import CHINESE, DOMAIN, ENGLISH, Post, account
from sencohub.overview.demo.students import known_from
from sencohub.overview.demo.world import Family, Pupil, World, at
from students.models import ParentLink, Student

FATHER_SHARE = 0.45
FEW_FATHERS = 0.15
"""In a large school, so that the scale test stays within its rows."""
GRANDMOTHER_SHARE = 0.04
NO_EMAIL_SHARE = 0.2
ENGLISH_READER_SHARE = 0.06
MOTHERS = (
    ("Mei Fong", "美芳"),
    ("Suk Ching", "淑貞"),
    ("Wai Ling", "慧玲"),
    ("Yuen Man", "婉雯"),
    ("Ka Lai", "嘉麗"),
    ("Pui Kwan", "佩君"),
    ("Lai Sheung", "麗嫦"),
    ("Sze Nga", "詩雅"),
    ("Hung", "虹"),
    ("Man Wai", "敏慧"),
)
FATHERS = (
    ("Chi Ming", "志明"),
    ("Wai Man", "偉文"),
    ("Kin Chung", "建忠"),
    ("Yiu Wah", "耀華"),
    ("Tak Shing", "德成"),
    ("Ka Keung", "家強"),
    ("Kam Fai", "錦輝"),
    ("Chun Man", "振文"),
)
NON_CHINESE_MOTHERS = ("Fatima", "Sunita", "Rosario", "Nasreen", "Maya", "Priya", "Lorna")
NON_CHINESE_FATHERS = ("Tariq", "Bahadur", "Ramon", "Imran", "Suresh", "Ashok")
CHINESE_SPEAKING = (Student.HomeLanguage.CANTONESE, Student.HomeLanguage.PUTONGHUA)


@dataclass(eq=False)
class Parent:
    """A parent before the account exists: how related, the account to be made, the telephone."""

    relation: str
    post: Post
    has_email: bool
    phone: str


def lay_families(world: World, password: str) -> None:
    """An account for each parent, the role, and a link to each child."""
    rng = world.rng("families")
    children: dict[Family, list[Pupil]] = {family: [] for family in world.families}
    for pupil in world.everybody:
        children[pupil.family].append(pupil)
    fathers = FATHER_SHARE if world.is_full else FEW_FATHERS
    parents = [
        (family, parent)
        for family, pupils in children.items()
        for parent in _parents(pupils[0], fathers, rng)
    ]
    _open_accounts(world, children, parents, password)
    _link(world, children, parents)


def _parents(pupil: Pupil, fathers: float, rng: random.Random) -> list[Parent]:
    """One, two or, now and then, a grandmother; the story's families as written."""
    if pupil.story and pupil.story.parents:
        return _story_parents(pupil, rng)
    regno = pupil.student.regno
    mother = _parent(pupil, "mother", f"parent.{regno}", rng)
    found = [mother]
    if rng.random() < GRANDMOTHER_SHARE:
        found = [replace(mother, relation="guardian")]
    elif rng.random() < fathers:
        found.append(_parent(pupil, "father", f"father.{regno}", rng))
    return found


def _story_parents(pupil: Pupil, rng: random.Random) -> list[Parent]:
    story = pupil.story
    found = []
    for number, (relation, title, english, chinese) in enumerate(story.parents if story else ()):
        regno = pupil.student.regno
        key = story.account if story and number == 0 else f"{relation}.{regno}"
        post = Post(key, Role.PARENT, title, english, chinese, _language(pupil, CHINESE))
        found.append(Parent(relation, post, has_email=True, phone=_phone(rng)))
    return found


def _parent(pupil: Pupil, relation: str, key: str, rng: random.Random) -> Parent:
    named = pupil.family.named
    title = "Mr" if relation == "father" else "Mrs"
    if named.language in CHINESE_SPEAKING:
        english, chinese = _chinese_name(named, relation, rng)
    else:
        given = NON_CHINESE_FATHERS if relation == "father" else NON_CHINESE_MOTHERS
        english, chinese = f"{rng.choice(given)} {named.family_en}", ""
    usual = CHINESE if rng.random() >= ENGLISH_READER_SHARE else ENGLISH
    post = Post(key, Role.PARENT, title, english, chinese, _language(pupil, usual))
    return Parent(relation, post, rng.random() >= NO_EMAIL_SHARE, _phone(rng))


def _language(pupil: Pupil, usual: str) -> str:
    return usual if pupil.family.named.language in CHINESE_SPEAKING else ENGLISH


def _chinese_name(named: names.Named, relation: str, rng: random.Random) -> tuple[str, str]:
    """A mother keeps her own family name after her husband's: Chan Ho Suk Kwan 陳何淑君."""
    if relation == "father":
        given_en, given_zh = rng.choice(FATHERS)
        return f"{named.family_en} {given_en}", named.family_zh + given_zh
    own_en, own_zh = names.surname(rng)
    given_en, given_zh = rng.choice(MOTHERS)
    return f"{named.family_en} {own_en} {given_en}", named.family_zh + own_zh + given_zh


def _phone(rng: random.Random) -> str:
    return f"{rng.choice('569')}{rng.randrange(10**6, 10**7)}"


def _open_accounts(
    world: World,
    children: dict[Family, list[Pupil]],
    parents: list[tuple[Family, Parent]],
    password: str,
) -> None:
    office = world.staff["office"]
    users, roles = [], []
    for family, parent in parents:
        first = min(known_from(world, pupil) for pupil in children[family])
        when = at(first + dt.timedelta(days=1), 15)
        user = account(parent.post, when, password)
        user.email = user.email if parent.has_email else ""
        users.append(Entry(user, when, office))
        roles.append(
            Entry(
                RoleMembership(
                    user=user, role=Role.PARENT, starts_on=when.date(), proposed_by=office
                ),
                when,
                office,
            )
        )
        family.parents.append((parent.relation, user))
    world.book.write(User, users)
    world.book.write(RoleMembership, roles)


def _link(
    world: World, children: dict[Family, list[Pupil]], parents: list[tuple[Family, Parent]]
) -> None:
    office = world.staff["office"]
    entries = []
    phones = {parent.post.key: parent.phone for _family, parent in parents}
    for family, pupils in children.items():
        for pupil in pupils:
            since = known_from(world, pupil) + dt.timedelta(days=1)
            for relation, user in family.parents:
                link = ParentLink(
                    student=pupil.student,
                    parent=user,
                    relation=relation,
                    phone=phones[user.username.removesuffix(f"@{DOMAIN}")],
                    language=user.language,
                    verified_by=office,
                    starts_on=since,
                )
                pupil.links.append(link)
                entries.append(Entry(link, at(since, 15, 30), office))
    world.book.write(ParentLink, entries)
