"""Staff and parents: accounts without password or mail, and their ties to classes and children."""

import re
from typing import Any

from simple_history.utils import bulk_create_with_history

from sencohub.accounts.models import RoleMembership, User
from sencohub.lib.dates import today
from sencohub.lib.roles import NEEDS_CONFIRMATION, Role
from sencohub.overview.imports import reading
from sencohub.overview.imports.reading import Fault, Row
from sencohub.overview.imports.report import (
    ADDED,
    CHANGED,
    MERGED,
    QUESTION,
    REFUSED,
    SAME,
    Report,
)
from sencohub.overview.imports.students import BATCH, Roll
from sencohub.overview.imports.words import found as _
from students import access
from students.models import ParentLink, TeachingAssignment

CJK = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]")
MAIL = re.compile(r"^[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+$")
NO_CONTACT = re.compile(r"no[ -]?contact|court order|禁制令|不得接觸|不得聯絡", re.IGNORECASE)
POSTS: tuple[tuple[str, Role, str], ...] = (
    (r"^senco|統籌主任", Role.SENCO, ""),
    (r"senst|支援老師|支援教師", Role.SENST, ""),
    (r"principal|校長", Role.LEADER, ""),
    (r"assistant|教學助理|^ta$", Role.ASSISTANT, TeachingAssignment.Kind.ASSISTANT),
    (r"psycholog|therapist|social worker|心理學家|治療師|社工", Role.SPECIALIST, ""),
    (r"class teacher|班主任", Role.TEACHER, TeachingAssignment.Kind.CLASS_TEACHER),
    (r"teacher|教師|老師|科任", Role.TEACHER, TeachingAssignment.Kind.SUBJECT),
    (r"office|clerk|文員|校務處", Role.OFFICE, ""),
)
RELATIONS = {
    "mother": "mother",
    "mum": "mother",
    "母": "mother",
    "母親": "mother",
    "father": "father",
    "dad": "father",
    "父": "father",
    "父親": "father",
    "guardian": "guardian",
    "監護人": "guardian",
}


def mail(text: str, *, needed: bool) -> str:
    found = text.strip()
    if not found and not needed:
        return ""
    if not MAIL.match(found) or len(found) > 150:
        words = _("“%(text)s” is not an e-mail address.")
        raise Fault(words % {"text": found[:40]}, _("Write it like name@school.edu.hk."))
    return found


def account(username: str, text: str, **fields: Any) -> User:
    """An account nobody can sign in to until it is invited."""
    chinese = bool(CJK.search(text))
    user = User(
        username=username,
        name_en="" if chinese else text,
        name_zh=text if chinese else "",
        **fields,
    )
    user.set_unusable_password()
    return user


# --- staff -------------------------------------------------------------------------------------


def take_staff(rows: list[Row], roll: Roll, report: Report, by: User | None) -> None:
    """Accounts, roles and classes. Roles that open records are only proposed."""
    people = {user.username.lower(): user for user in User.objects.all()}
    seen: dict[str, Row] = {}
    links: list[TeachingAssignment] = []
    for row in rows:
        try:
            what, reason, link = _staff_row(row, roll, people, seen, by)
        except Fault as fault:
            report.add(REFUSED, "staff", row.line, row.text("email"), fault.reason, fault.todo)
            continue
        links += [link] if link else []
        report.add(what, "staff", row.line, row.text("email"), reason)
    access.sync_new(links)


def _staff_row(
    row: Row, roll: Roll, people: dict[str, User], seen: dict[str, Row], by: User | None
) -> tuple[str, str, TeachingAssignment | None]:
    email = mail(row.text("email"), needed=True)
    english = reading.name(row.text("name_en"), needed=not row.text("name_zh"))
    chinese = reading.name(row.text("name_zh"), needed=False)
    role, kind = _post(row.text("role"))
    user = people.get(email.lower())
    what = SAME
    if user is None:
        user = account(email, english or chinese, email=email)
        user.name_en, user.name_zh = english, chinese
        user.save()
        people[email.lower()] = user
        what = ADDED
    elif (user.name_en, user.name_zh) != (english, chinese):
        if email.lower() in seen:
            raise Fault(
                _("Another row gives this e-mail a different name."),
                _("Give each person their own e-mail address."),
            )
        user.name_en, user.name_zh = english, chinese
        user.save()
        what = CHANGED
    seen[email.lower()] = row
    reason = _give_role(user, role, by)
    link = _teach(user, row, kind, roll)
    return (CHANGED if what == SAME and (reason or link) else what), reason, link


def _post(text: str) -> tuple[Role, str]:
    for pattern, role, kind in POSTS:
        if re.search(pattern, text.strip(), re.IGNORECASE):
            return role, kind
    raise Fault(
        _("“%(text)s” is not a post we know.") % {"text": text[:40]},
        _("Write Teacher, Class teacher, Teaching assistant, SENCO, Principal or Office."),
    )


def _give_role(user: User, role: Role, by: User | None) -> str:
    """Held already: nothing. Else given, or proposed where a SENCO or leader must confirm."""
    if user.memberships.filter(role=role, ends_on__isnull=True).exists():
        return ""
    RoleMembership.objects.create(user=user, role=role, starts_on=today(), proposed_by=by)
    return _("waits for confirmation") if role in NEEDS_CONFIRMATION else ""


def _teach(user: User, row: Row, kind: str, roll: Roll) -> TeachingAssignment | None:
    in_class = row.text("in_class").strip()
    if not kind or not in_class:
        return None
    school_class = roll.classes.get(in_class)
    if school_class is None:
        raise Fault(
            _("There is no class %(name)s this year.") % {"name": in_class[:20]},
            _("Import the students of that class first, or correct the class."),
        )
    subject = row.text("subject").strip()[:40]
    if kind == TeachingAssignment.Kind.SUBJECT and not subject:
        raise Fault(_("A subject teacher needs a subject."), _("Fill in SUBJECT."))
    wanted = {"staff": user, "school_class": school_class, "kind": kind, "subject": subject}
    if TeachingAssignment.objects.in_force().filter(**wanted).exists():
        return None
    return TeachingAssignment.objects.create(starts_on=min(roll.year.starts_on, today()), **wanted)


# --- parents -----------------------------------------------------------------------------------


def take_parents(rows: list[Row], roll: Roll, report: Report, by: User | None) -> None:
    """Accounts and links of parents, in batches. An e-mail may be empty, or shared by a family."""
    standing = _standing_links()
    handles = {name.lower() for name in User.objects.values_list("username", flat=True)}
    by_mail = _by_mail(standing)
    fresh: list[tuple[Row, User, ParentLink]] = []
    seen: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        try:
            fields = _parent(row, roll)
        except Fault as fault:
            report.add(REFUSED, "parents", row.line, row.text("regno"), fault.reason, fault.todo)
            continue
        key = (fields["regno"], fields["relation"], fields["name"])
        if key in seen:
            report.add(MERGED, "parents", row.line, fields["regno"], _("The same row twice."))
            continue
        seen[key] = row
        link = standing.get(key)
        if link is not None:
            _update_link(row, link, fields, report)
            continue
        user = by_mail.get((fields["email"].lower(), fields["name"])) if fields["email"] else None
        if user is None:
            user = _new_parent(fields, handles)
            by_mail[fields["email"].lower(), fields["name"]] = user
        fresh.append((row, user, _new_link(fields, user, roll)))
        _report_parent(row, fields, report)
    _store_parents([(user, link) for _row, user, link in fresh], by)


def _standing_links() -> dict[tuple[str, str, str], ParentLink]:
    rows = ParentLink.objects.in_force().select_related("student", "parent")
    return {
        (row.student.regno, row.relation, row.parent.name_en or row.parent.name_zh): row
        for row in rows
    }


def _by_mail(standing: dict[tuple[str, str, str], ParentLink]) -> dict[tuple[str, str], User]:
    return {
        (link.parent.email.lower(), key[2]): link.parent
        for key, link in standing.items()
        if link.parent.email
    }


def _parent(row: Row, roll: Roll) -> dict[str, Any]:
    regno = row.text("regno").strip()
    if regno not in roll.students:
        raise Fault(
            _("No student has the number %(regno)s.") % {"regno": regno[:20] or "–"},
            _("Import the student first, or correct the number."),
        )
    language = row.text("language").strip().lower()
    return {
        "regno": regno,
        "name": reading.name(row.text("name")),
        "relation": RELATIONS.get(row.text("relation").strip().lower(), ParentLink.Relation.OTHER),
        "email": mail(row.text("email"), needed=False),
        "phone": row.text("phone").strip()[:30],
        "language": User.Language.ENGLISH if language.startswith("en") else User.Language.CHINESE,
        "apart": bool(NO_CONTACT.search(row.text("remarks"))),
    }


def _new_parent(fields: dict[str, Any], handles: set[str]) -> User:
    """The e-mail as sign-in name where it is free, else one made from the student's number."""
    handle = fields["email"].lower()
    nth = 1
    while not handle or handle in handles:
        handle = f"family-{fields['regno']}-{nth}".lower()
        nth += 1
    handles.add(handle)
    return account(handle, fields["name"], email=fields["email"], language=fields["language"])


def _new_link(fields: dict[str, Any], user: User, roll: Roll) -> ParentLink:
    """A no-contact remark gives no rights until somebody has looked at the order."""
    return ParentLink(
        student=roll.students[fields["regno"]],
        parent=user,
        relation=fields["relation"],
        phone=fields["phone"],
        language=fields["language"],
        may_read=not fields["apart"],
        may_decide=not fields["apart"],
        starts_on=today(),
    )


def _report_parent(row: Row, fields: dict[str, Any], report: Report) -> None:
    if not fields["apart"]:
        report.add(ADDED, "parents", row.line, fields["regno"])
        return
    report.add(
        QUESTION,
        "parents",
        row.line,
        fields["regno"],
        _("The remark speaks of a no-contact order."),
        _("Added without any right. Read the order, then decide on the student's page."),
    )


def _update_link(row: Row, link: ParentLink, fields: dict[str, Any], report: Report) -> None:
    changed = [n for n in ("phone", "language") if getattr(link, n) != fields[n]]
    for name in changed:
        setattr(link, name, fields[name])
    if fields["apart"] and (link.may_read or link.may_decide):
        report.add(
            QUESTION,
            "parents",
            row.line,
            fields["regno"],
            _("The remark speaks of a no-contact order."),
            _("This parent has rights now. Read the order, then decide on the student's page."),
        )
    elif not changed:
        report.add(SAME, "parents", row.line, fields["regno"])
        return
    else:
        report.add(CHANGED, "parents", row.line, fields["regno"], ", ".join(changed))
    link.save()


def _store_parents(fresh: list[tuple[User, ParentLink]], by: User | None) -> None:
    users = {id(user): user for user, _link in fresh if user.pk is None}
    bulk_create_with_history(list(users.values()), User, batch_size=BATCH, default_user=by)
    _give_parent_role([user for user, _link in fresh], by)
    for user, link in fresh:
        link.parent = user
    links = bulk_create_with_history(
        [link for _user, link in fresh], ParentLink, batch_size=BATCH, default_user=by
    )
    access.sync_new(links)


def _give_parent_role(users: list[User], by: User | None) -> None:
    wanted = {user.pk: user for user in users}
    held = set(
        RoleMembership.objects.filter(
            user__in=wanted, role=Role.PARENT, ends_on__isnull=True
        ).values_list("user_id", flat=True)
    )
    bulk_create_with_history(
        [
            RoleMembership(user=user, role=Role.PARENT, starts_on=today(), proposed_by=by)
            for pk, user in wanted.items()
            if pk not in held
        ],
        RoleMembership,
        batch_size=BATCH,
        default_user=by,
    )
