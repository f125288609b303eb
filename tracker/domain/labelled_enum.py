"""The one place where a stored value and the word that users read are tied together."""

from enum import StrEnum
from typing import Self


class LabelledEnum(StrEnum):
    """An enum whose members are written `NAME = "stored_value", "中文"`; `member.label` is the Chinese.

    The label has a default only so that type checkers accept a look-up by value, `Colour("red")`.
    """

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
