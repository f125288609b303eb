"""What people read off the pages, and what lies in their mail boxes."""

import re
from collections import Counter

from tests.story.stage import Stage
from tracker.domain.roles import Role
from tracker.models import Membership, User

OFFICE, LEADER, SECOND = "taizhou-supervisor", "taizhou-leader", "taizhou-science-2"


def lights(stage: Stage) -> dict[str, int]:
    """Return how many parts show each light, as the leader's board says; lights nobody shows are left out."""
    return {word: number for word, number in stage.visitor(LEADER).open("/board").figures("亮灯").items() if number}


def units_shown(stage: Stage, query: str) -> dict[str, int]:
    """Return how many rows of the register each unit has under this filter."""
    office, found, page = stage.visitor(OFFICE).open(f"/register?{query}&column=unit"), Counter(), 1
    total = int(re.search(r"共 (\d+) 条", office.text)[1])
    while True:
        found.update(row[-1].removesuffix(" 配合") for row in office.rows("任务台账"))
        if found.total() >= total:
            return dict(found)
        page += 1
        office.open(f"/register?{query}&column=unit&page={page}")


def rungs_of(stage: Stage, unit: str) -> set[str]:
    """Return the steps of the ladder told of for this unit, the same on the page of each of its first tasks."""
    office = stage.visitor(OFFICE).open(f"/register?q={unit}")
    addresses = [link for link in dict.fromkeys(office.links("")) if link.startswith("/tasks/")]
    found = {frozenset(re.findall(rf"进入“(\w+)” {unit}", office.open(one).text)) for one in addresses[:4]}
    assert len(found) == 1, found
    return set(*found)


def mails_on(stage: Stage, day: str, username: str) -> list[tuple[str, str]]:
    """Return (time, subject) of what that person got on a day."""
    return [
        (time, subject) for to, at, time, subject in stage.deliveries() if at == day and to.startswith(f"{username}@")
    ]


def liaisons(stage: Stage, *, first_of_each: bool = False) -> list[str]:
    """Return the liaisons of Taizhou's twenty-two bodies: two at 市科技局, unless the first of each are wanted."""
    serves = User.memberships.any(Membership.role == Role.LIAISON)
    names = stage.usernames(User.username.startswith("taizhou-") & serves)
    return [name for name in names if name != SECOND] if first_of_each else names
