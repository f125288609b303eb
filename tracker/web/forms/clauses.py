"""Forms of the review desk."""

from flask import request
from wtforms import BooleanField, DateField, HiddenField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.domain.assignments import AssignmentRole
from tracker.domain.parsing.model import DueKind
from tracker.domain.units import UnitKind
from tracker.models import Clause, Unit
from tracker.services.clause_review import ClauseValues
from tracker.web.forms.base import Form

NOBODY = 0
LIMIT_KINDS = (DueKind.EXPLICIT, DueKind.INFERRED, DueKind.ONGOING, DueKind.RECURRING, DueKind.NONE)


class BoxesField(SelectMultipleField):
    """Several choices as a list of boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ClauseForm(Form):
    version = HiddenField()
    title = StringField(
        "任务名称", validators=[InputRequired("请填写任务名称。"), Length(max=200, message="名称过长。")]
    )
    is_task = BooleanField("列为任务")
    lead_id = SelectField("牵头单位", coerce=int)
    supporting_ids = BoxesField("配合单位", coerce=int)
    due_kind = SelectField(
        "时限类型", coerce=DueKind, choices=[SelectChoice(kind.value, kind.label) for kind in LIMIT_KINDS]
    )
    due_on = DateField("完成时限", validators=[Optional()])

    def offer(self, units: list[Unit], chosen_first: list[int]) -> None:
        """Let these units be chosen; those already chosen stand first, in their order."""
        rank = {unit_id: place for place, unit_id in enumerate(chosen_first)}
        ordered = sorted(units, key=lambda unit: rank.get(unit.id, len(rank)))
        self.lead_id.choices = [SelectChoice(NOBODY, "未指定"), *(SelectChoice(u.id, u.name) for u in ordered)]
        self.supporting_ids.choices = [SelectChoice(unit.id, unit.name) for unit in ordered]

    def fill(self, clause: Clause) -> None:
        """Show the clause as it is now."""
        self.version.data = str(clause.version)
        self.title.data, self.is_task.data = clause.title, clause.is_task
        self.lead_id.data = next((u.unit_id for u in clause.units if u.role is AssignmentRole.LEAD), None) or NOBODY
        self.supporting_ids.data = [u.unit_id for u in clause.units if u.unit_id and u.unit_id != self.lead_id.data]
        self.due_kind.data, self.due_on.data = clause.due_kind, clause.due_on

    @property
    def values(self) -> ClauseValues:
        """What was typed, as the service takes it; a unit that leads does not support as well."""
        lead = self.lead_id.data
        units = [(lead, AssignmentRole.LEAD)] if lead else []
        units += [(unit_id, AssignmentRole.SUPPORTING) for unit_id in self.supporting_ids.data or () if unit_id != lead]
        return ClauseValues(
            title=(self.title.data or "").strip(),
            is_task=bool(self.is_task.data),
            units=tuple(units),
            due_kind=self.due_kind.data,
            due_on=self.due_on.data,
        )


class BulkForm(Form):
    """What several clauses are given; a field left as it is changes nothing. Ticked clauses come as id:version."""

    lead_id = SelectField("牵头单位", coerce=int)
    supporting_id = SelectField("增加配合单位", coerce=int)
    due_on = DateField("完成时限", validators=[Optional()])
    is_task = SelectField(
        "是否任务", choices=[SelectChoice("", "不变"), SelectChoice("yes", "列为任务"), SelectChoice("no", "非任务")]
    )

    def offer(self, units: list[Unit]) -> None:
        """Let one of these units be given to all."""
        choices = [SelectChoice(NOBODY, "不变"), *(SelectChoice(unit.id, unit.name) for unit in units)]
        self.lead_id.choices = self.supporting_id.choices = choices

    @property
    def versions(self) -> dict[int, int]:
        """The ticked clauses, each with the version that was shown; what is no such pair is passed over."""
        pairs = [ticked.partition(":")[::2] for ticked in request.form.getlist("clause")]
        return {int(number): int(version) for number, version in pairs if number.isdecimal() and version.isdecimal()}


class SettleNameForm(Form):
    name = HiddenField(validators=[InputRequired()])
    unit_id = SelectField("对应单位", coerce=int)

    def offer(self, units: list[Unit]) -> None:
        """Let one of these units be meant, none of them before it is chosen."""
        self.unit_id.choices = [
            SelectChoice(NOBODY, "请选择单位"),
            *(SelectChoice(unit.id, unit.name) for unit in units),
        ]


class NewUnitForm(Form):
    name = HiddenField(validators=[InputRequired()])
    short_name = StringField("单位简称", validators=[InputRequired("请填写单位简称。"), Length(max=60)])
    full_name = StringField("单位全称", validators=[Length(max=120)])
    kind = SelectField(
        "类型",
        coerce=UnitKind,
        choices=[SelectChoice(k.value, k.label) for k in (UnitKind.BUREAU, UnitKind.ZONE, UnitKind.COMPANY)],
    )
