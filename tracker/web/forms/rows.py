"""Rows of small forms inside a form: criteria, milestones, units."""

from collections.abc import Sequence
from typing import Any

from wtforms import FieldList
from wtforms import Form as PlainForm


class Row(PlainForm):
    """One row; the token belongs to the form around it."""

    class Meta:
        locales = ("zh",)


class RowsField(FieldList):
    """Rows whose faults read as sentences that say which row they are in."""

    def validate(self, form: Any, extra_validators: Sequence[Any] = ()) -> bool:
        """Validate every row; `errors` is then a flat list of sentences."""
        super().validate(form, extra_validators)
        self.errors = [
            f"第 {place} 行：{message}"
            for place, row in enumerate(self.entries, 1)
            for messages in row.errors.values()
            for message in messages
        ]
        return not self.errors
