"""What one person may do today, and why: roles in force with their dates, units served, cover (AB岗)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.domain.roles import TermState, term_state
from tracker.domain.units import UnitKind
from tracker.models import Cover, Membership, Unit, User
from tracker.policies.permission_words import PERMISSION_WORDS, PermissionGroup
from tracker.policies.permissions import Permission
from tracker.policies.rights import Right, Scope, is_for_everybody, rights_of
from tracker.policies.scopes import visible_people
from tracker.policies.viewer import Viewer, viewer_of
from tracker.queries.loading import person

MOST_FOUND = 20


@dataclass(frozen=True)
class Answer:
    """Whether the person may do something: `grounds` say by which role and how far, else `lacking` what is missing."""

    permission: Permission
    words: str
    grounds: tuple[str, ...]
    lacking: str

    @property
    def may(self) -> bool:
        return bool(self.grounds)


@dataclass(frozen=True)
class PersonRights:
    """A person's roles with their state, what they come to, and the covers that run or are to come.

    `groups` are the groups of units (各县〔市、区〕政府) that their units belong to, whose work is theirs too.
    """

    held: Sequence[tuple[Membership, TermState]]
    groups: Sequence[Unit]
    covers: Sequence[Cover]
    answers: dict[PermissionGroup, list[Answer]]

    @property
    def count(self) -> int:
        """How many things the person may do."""
        return sum(answer.may for answers in self.answers.values() for answer in answers)


def find_people(viewer: Viewer, text: str) -> Sequence[User]:
    """Return up to 20 people in the viewer's sight whose name, user name or unit contains the text."""
    in_unit = User.memberships.any(Membership.unit.has(Unit.full_name.contains(text, autoescape=True)))
    named = [column.contains(text, autoescape=True) for column in (User.display_name, User.username)]
    query = visible_people(viewer).where(sa.or_(*named, in_unit)).order_by(User.id)
    return db.session.scalars(query.limit(MOST_FOUND)).all()


def rights_of_person(user: User, today: date) -> PersonRights:
    """Return what the person may do that day, by group in the order of the map: a handful of statements."""
    held = [(one, term_state(one.valid_from, one.valid_to, today)) for one in user.memberships]
    viewer = viewer_of(user, today)
    groups = db.session.scalars(
        sa.select(Unit).where(Unit.id.in_(viewer.unit_ids), Unit.kind == UnitKind.GROUP).order_by(Unit.id)
    ).all()
    answers: dict[PermissionGroup, list[Answer]] = {group: [] for group in PermissionGroup}
    for permission, (group, words) in PERMISSION_WORDS.items():
        answers[group].append(_answer(user, permission, words, held, [one.name for one in groups]))
    return PersonRights(held, groups, _covers_of(user, today), answers)


def _answer(
    user: User, permission: Permission, words: str, held: Sequence[tuple[Membership, TermState]], groups: list[str]
) -> Answer:
    if not user.is_enabled:
        return Answer(permission, words, (), "账号已停用")
    rights = rights_of(permission)
    granting = [(one, state) for one, state in held if one.role in rights]
    grounds = [
        f"{_post(one)}：{_reach(one, rights[one.role], groups)}"
        for one, state in granting
        if state is TermState.IN_OFFICE
    ]
    if not grounds and is_for_everybody(permission):
        grounds = ["登录即可"]
    missing = [f"{_post(one)}{state.label}" for one, state in granting if state is not TermState.IN_OFFICE]
    needed = f"需要角色：{'、'.join(role.label for role in rights)}"
    return Answer(permission, words, tuple(dict.fromkeys(grounds)), "；".join(missing) or needed)


def _post(membership: Membership) -> str:
    return f"{membership.unit.name}{membership.role.label}"


def _reach(membership: Membership, right: Right, groups: list[str]) -> str:
    where = {
        Scope.SELF: "本人的",
        Scope.OWN_UNIT: "、".join([membership.unit.name, *(name for name in groups if name != membership.unit.name)]),
        Scope.OWN_GOVERNMENTS: f"{membership.unit.jurisdiction.name}及下级" if membership.unit.jurisdiction else "",
        Scope.EVERYTHING: "全系统",
    }[right.scope]
    return "，".join([where, *right.conditions])


def _covers_of(user: User, today: date) -> Sequence[Cover]:
    return db.session.scalars(
        sa.select(Cover)
        .where(
            sa.or_(Cover.absent_user_id == user.id, Cover.standing_in_user_id == user.id),
            Cover.ends_on >= today,
            Cover.ended_at.is_(None),
        )
        .options(joinedload(Cover.unit), person(Cover.absent_user), person(Cover.standing_in_user))
        .order_by(Cover.starts_on, Cover.id)
    ).all()
