"""Kinds of bodies (单位)."""

from tracker.domain.labelled_enum import LabelledEnum


class UnitKind(LabelledEnum):
    GOVERNMENT = "government", "政府"
    BUREAU = "bureau", "部门"
    OFFICE = "office", "督查机构"
    ZONE = "zone", "开发区（园区）"
    COMPANY = "company", "企业"
    GROUP = "group", "单位组"
