"""Kinds of bodies (单位)."""

from tracker.domain.labelled_enum import LabelledEnum


class UnitKind(LabelledEnum):
    GOVERNMENT = "government", "政府"
    BUREAU = "bureau", "部门"
    OFFICE = "office", "督查机构"
    ZONE = "zone", "开发区（园区）"
    COMPANY = "company", "企业"
    GROUP = "group", "单位组"


class UnitState(LabelledEnum):
    """Whether a unit exists on the day that is looked at."""

    IN_FORCE = "in_force", "现行"
    ENDED = "ended", "已撤销"
    ANY = "any", "全部"


class UnitSection(LabelledEnum):
    """The parts that a government's page of the unit registry is divided into, in their order."""

    OWN = "own", "本级单位"
    GROUPS = "groups", "单位组"
    BELOW = "below", "下级政府"


def section_of(kind: UnitKind) -> UnitSection:
    """Return the part of its government's page that shows units of this kind."""
    return {UnitKind.GOVERNMENT: UnitSection.BELOW, UnitKind.GROUP: UnitSection.GROUPS}.get(kind, UnitSection.OWN)
