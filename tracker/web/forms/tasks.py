"""Forms around a task as a whole: its description, what many are given at once, reasons."""

from collections.abc import Iterable, Sequence
from datetime import date

from wtforms import (
    BooleanField,
    DateField,
    FloatField,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from tracker.domain.assignments import AssignmentRole
from tracker.domain.closing_criteria import LONGEST_CRITERION
from tracker.domain.task_amendments import LONGEST_TITLE, CriterionValues, MilestoneValues, TaskValues, adopted
from tracker.domain.task_opening import LONGEST_PLAN, ReportCadence, TaskCategory
from tracker.domain.transition_effects import LONGEST_REASON
from tracker.models import Task, Unit, User
from tracker.queries.clause_dates import ClauseDate
from tracker.services.task_opening import SharedValues
from tracker.services.task_units import active_parts
from tracker.web.forms.base import Form
from tracker.web.forms.clauses import BoxesField
from tracker.web.forms.rows import Row, RowsField

NOBODY = 0
UNCHANGED = ""
LEAVES = "leaves"
BLANK_ROWS = 2
YES, NO = "yes", "no"
_CATEGORIES = [SelectChoice(one.value, one.label) for one in TaskCategory]
_CADENCES = [SelectChoice(one.value, one.label) for one in ReportCadence]
_ROLES = [SelectChoice(one.value, one.label) for one in AssignmentRole]
_TOO_LONG = f"请控制在 {LONGEST_PLAN} 字以内。"


class CriterionRow(Row):
    row_id = HiddenField()
    text = StringField(
        "办结标准", validators=[Length(max=LONGEST_CRITERION, message=f"请控制在 {LONGEST_CRITERION} 字以内。")]
    )
    requires_evidence = BooleanField("须有佐证")
    for_lead_only = BooleanField("仅牵头单位")


class MilestoneRow(Row):
    row_id = HiddenField()
    title = StringField("节点", validators=[Length(max=100, message="节点名称过长。")])
    due_on = DateField("时间", validators=[Optional()])
    weight = FloatField("权重", validators=[Optional()], default=1)


class UnitRow(Row):
    unit_id = HiddenField()
    role = SelectField("职责", choices=[*_ROLES, SelectChoice(LEAVES, "移出")])


class NewUnitRow(Row):
    unit_id = SelectField("增加单位", coerce=int, validate_choice=True)
    role = SelectField("职责", choices=_ROLES, default=AssignmentRole.SUPPORTING.value)


class TaskForm(Form):
    """The whole description of a task. Rows that are left empty say nothing; a row that is emptied goes."""

    version = HiddenField()
    title = StringField(
        "任务名称", validators=[InputRequired("请填写任务名称。"), Length(max=LONGEST_TITLE, message="名称过长。")]
    )
    category = SelectField("督查事项类别", choices=_CATEGORIES)
    plan = TextAreaField("督查方案", validators=[Length(max=LONGEST_PLAN, message=_TOO_LONG)])
    responsible_leader_id = SelectField("责任领导", coerce=int)
    start_on = DateField("起算日", validators=[Optional()])
    due_on = DateField("完成时限", validators=[Optional()])
    cadence = SelectField("填报频次", choices=_CADENCES)
    evidence_required = BooleanField("填报进展须附佐证")
    criteria = RowsField(FormField(CriterionRow), "办结标准")
    adopted_criteria = BoxesField("原文建议的办结标准")
    milestones = RowsField(FormField(MilestoneRow), "节点")
    adopted_dates = BoxesField("原文中的时间")
    units = RowsField(FormField(UnitRow), "责任单位")
    new_units = RowsField(FormField(NewUnitRow), "增加单位", min_entries=BLANK_ROWS)
    reason = TextAreaField(
        "调整说明", validators=[Length(max=LONGEST_REASON, message="说明过长。")], render_kw={"rows": 2}
    )

    def offer(
        self, leaders: Sequence[User], units: Iterable[Unit], suggestions: Sequence[str], dates: Sequence[ClauseDate]
    ) -> None:
        """Let these be chosen: leaders, units that are not in the task, criteria and dates that the clause suggests."""
        self.responsible_leader_id.choices = [
            SelectChoice(NOBODY, "未指定"),
            *(SelectChoice(person.id, person.display_name) for person in leaders),
        ]
        choices = [SelectChoice(NOBODY, "—"), *(SelectChoice(unit.id, unit.name) for unit in units)]
        for row in self.new_units:
            row.unit_id.choices = choices
        self.adopted_criteria.choices = [SelectChoice(text, text) for text in suggestions]
        self.adopted_dates.choices = [
            SelectChoice(f"{found.due_on.isoformat()} {found.phrase}", f"{found.phrase}（{found.due_on.isoformat()}）")
            for found in dates
        ]

    def fill(self, task: Task) -> None:
        """Show the task as it is now, with empty rows behind."""
        self.version.data = str(task.version)
        for name in ("title", "plan", "start_on", "due_on", "evidence_required"):
            self[name].data = getattr(task, name)
        self.category.data, self.cadence.data = task.category.value, task.cadence.value
        self.responsible_leader_id.data = task.responsible_leader_id or NOBODY
        for one in task.criteria:
            self.criteria.append_entry(
                {
                    "row_id": one.id,
                    "text": one.text,
                    "requires_evidence": one.requires_evidence,
                    "for_lead_only": one.for_lead_only,
                }
            )
        for stage in task.milestones:
            self.milestones.append_entry(
                {"row_id": stage.id, "title": stage.title, "due_on": stage.due_on, "weight": stage.weight}
            )
        for part in active_parts(task):
            self.units.append_entry({"unit_id": part.unit_id, "role": part.role.value})
        for _ in range(BLANK_ROWS):
            self.criteria.append_entry({"requires_evidence": task.evidence_required})
            self.milestones.append_entry()

    @property
    def values(self) -> TaskValues:
        """What was typed, as the service takes it."""
        evidence_required = bool(self.evidence_required.data)
        return TaskValues(
            title=(self.title.data or "").strip(),
            due_on=self.due_on.data,
            start_on=self.start_on.data,
            category=TaskCategory(self.category.data),
            plan=(self.plan.data or "").strip(),
            responsible_leader_id=self.responsible_leader_id.data or None,
            cadence=ReportCadence(self.cadence.data),
            evidence_required=evidence_required,
            criteria=adopted(self._criteria(), self.adopted_criteria.data or (), requires_evidence=evidence_required),
            milestones=self._milestones(),
            units=self._units(),
        )

    def _criteria(self) -> tuple[CriterionValues, ...]:
        return tuple(
            CriterionValues(row.text.data.strip(), row.requires_evidence.data, row.for_lead_only.data, _id_of(row))
            for row in self.criteria
            if (row.text.data or "").strip()
        )

    def _milestones(self) -> tuple[MilestoneValues, ...]:
        typed = [
            MilestoneValues((row.title.data or "").strip(), row.due_on.data, _weight(row), _id_of(row))
            for row in self.milestones
            if row.due_on.data is not None
        ]
        chosen = [text.partition(" ") for text in self.adopted_dates.data or ()]
        found = [MilestoneValues(phrase or day, date.fromisoformat(day)) for day, _, phrase in chosen]
        return tuple(typed + [one for one in found if one.due_on not in {stage.due_on for stage in typed}])

    def _units(self) -> tuple[tuple[int, AssignmentRole], ...]:
        rows = [(row.unit_id.data, row.role.data) for row in self.units if row.role.data != LEAVES]
        rows += [(row.unit_id.data, row.role.data) for row in self.new_units if row.unit_id.data]
        units = [(int(unit_id), AssignmentRole(role)) for unit_id, role in rows]
        return tuple(sorted(units, key=lambda unit: unit[1] is not AssignmentRole.LEAD))


class SharedForm(Form):
    """What the ticked tasks are given; a field left empty changes nothing (应用到所选)."""

    category = SelectField("督查事项类别", choices=[SelectChoice(UNCHANGED, "不变"), *_CATEGORIES])
    responsible_leader_id = SelectField("责任领导", coerce=int)
    cadence = SelectField("填报频次", choices=[SelectChoice(UNCHANGED, "不变"), *_CADENCES])
    evidence = SelectField(
        "填报须附佐证", choices=[SelectChoice(UNCHANGED, "不变"), SelectChoice(YES, "须附"), SelectChoice(NO, "不须")]
    )
    start_on = DateField("起算日", validators=[Optional()])
    due_on = DateField("完成时限", validators=[Optional()])
    plan = TextAreaField("督查方案", validators=[Length(max=LONGEST_PLAN, message=_TOO_LONG)], render_kw={"rows": 2})

    def offer(self, leaders: Sequence[User]) -> None:
        """Let one of these leaders be given to all."""
        self.responsible_leader_id.choices = [
            SelectChoice(NOBODY, "不变"),
            *(SelectChoice(person.id, person.display_name) for person in leaders),
        ]

    @property
    def values(self) -> SharedValues:
        """What was typed, as the service takes it."""
        return SharedValues(
            category=TaskCategory(self.category.data) if self.category.data else None,
            plan=(self.plan.data or "").strip() or None,
            responsible_leader_id=self.responsible_leader_id.data or None,
            cadence=ReportCadence(self.cadence.data) if self.cadence.data else None,
            evidence_required={YES: True, NO: False}.get(self.evidence.data),
            start_on=self.start_on.data,
            due_on=self.due_on.data,
        )


class SubmitOpeningForm(Form):
    """What a leader is asked with."""

    basis = StringField(
        "立项依据", validators=[InputRequired("请填写立项依据。"), Length(max=300, message="立项依据过长。")]
    )
    leader_id = SelectField("报批领导", coerce=int)

    def offer(self, leaders: Sequence[User]) -> None:
        """Let one of these leaders be asked."""
        self.leader_id.choices = [SelectChoice(person.id, person.display_name) for person in leaders]


class TransitionForm(Form):
    """The reason of a transition, and the state the page showed; for reopening, the units."""

    seen = HiddenField()
    reason = TextAreaField("理由", validators=[Length(max=LONGEST_REASON, message="理由过长。")], render_kw={"rows": 3})
    unit_ids = SelectMultipleField("重新办理的单位", coerce=int, validate_choice=False)


def _id_of(row: Row) -> int | None:
    text = row["row_id"].data or ""
    return int(text) if str(text).isdecimal() else None


def _weight(row: Row) -> float:
    typed = row["weight"].data
    return 1 if typed is None else typed
