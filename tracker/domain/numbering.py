"""Numbers of papers and tasks: 台督警〔2027〕1号. Six-cornered brackets, no 第, no leading zeros (GB/T 9704)."""

import re
from dataclasses import dataclass

from tracker.domain.errors import RuleViolation
from tracker.domain.notices import NoticeKind

NOTICE_MARKS = {
    NoticeKind.REMINDER_LETTER: "督提",
    NoticeKind.SUPERVISION_LETTER: "督函",
    NoticeKind.WARNING: "督警",
    NoticeKind.COMMENDATION: "督励",
    NoticeKind.CIRCULAR: "督通",
}
TASK_MARK = "督"


@dataclass(frozen=True, order=True)
class DocumentNumber:
    """The three parts of a number; sorts by mark, year and number."""

    mark: str
    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "DocumentNumber":
        """Return the number written as 台督警〔2027〕1号; raise RuleViolation for anything else."""
        match = re.fullmatch(r"([^\s〔〕\d]+)〔(\d{4})〕([1-9]\d*)号", text, re.ASCII)
        if match is None:
            raise RuleViolation(f"“{text}”不是规范的文号，应当如“台督警〔2027〕1号”。")
        return cls(match[1], int(match[2]), int(match[3]))

    def __str__(self) -> str:
        return f"{self.mark}〔{self.year}〕{self.number}号"


def notice_number(short_name: str, kind: NoticeKind, year: int, number: int) -> str:
    """Return the number of a notice: the government's short name (台), the kind's mark, year and running number."""
    return str(DocumentNumber(short_name + NOTICE_MARKS[kind], year, number))


def task_number(short_name: str, year: int, number: int) -> str:
    """Return the number a task gets at 立项; it runs on within the year."""
    return str(DocumentNumber(short_name + TASK_MARK, year, number))
