"""Forms of what units ask for, and of deciding it."""

import secrets
from collections.abc import Sequence
from typing import Any

from wtforms import DateField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from tracker.domain.approvals import RequestKind
from tracker.domain.closing_criteria import EvidenceLevel
from tracker.domain.unit_requests import ASKING, LONGEST_TEXT
from tracker.models import ClosingCriterion, CriterionAnswer, EvidenceFile, Unit
from tracker.web.forms.base import Form
from tracker.web.forms.clauses import BoxesField

NO_UNIT = 0
LONGEST_COMMENT = 1000
MET, UNMET = "met", "unmet"
_TOO_LONG = Length(max=LONGEST_TEXT, message=f"请控制在 {LONGEST_TEXT} 字以内。")


def _key() -> HiddenField:
    return HiddenField(default=lambda: secrets.token_urlsafe(16), validators=[Length(min=8, max=60)])


class RequestForm(Form):
    """Any request but closing; `shape` leaves in it what its kind asks for, in the words of the kind."""

    reason = TextAreaField("理由", validators=[_TOO_LONG])
    measures = TextAreaField("采取的措施", validators=[_TOO_LONG])
    asked_for_on = DateField("到哪一天", validators=[Optional()])
    proposed_unit = SelectField("建议由哪个单位承担", coerce=int, default=NO_UNIT)
    submission_key = _key()

    def shape(self, kind: RequestKind, units: Sequence[Unit]) -> None:
        """Make it the form of this kind."""
        asking = ASKING[kind]
        _require(self.reason, asking.reason)
        if asking.measures:
            _require(self.measures, asking.measures)
        else:
            del self.measures
        if asking.day:
            _require(self.asked_for_on, asking.day)
        else:
            del self.asked_for_on
        if asking.proposes_unit:
            self.proposed_unit.choices = [SelectChoice(NO_UNIT, "由督查机构确定"), *unit_choices(units)]
        else:
            del self.proposed_unit


class ClosingForm(Form):
    """A closing: the result, and for each criterion `statement_ID`, `level_ID`, `evidence_ID` (see closing_form)."""

    result = TextAreaField("办理结果", validators=[InputRequired("请填写办理结果。"), _TOO_LONG])
    submission_key = _key()


class DecisionForm(Form):
    """A decision; for a closing with `met_ID` for each answer (see decision_form)."""

    granted_on = DateField("同意到", validators=[Optional()])
    granted_unit = SelectField("由哪个单位承担", coerce=int, default=NO_UNIT, validate_choice=False)
    comment = TextAreaField(
        "办理意见", validators=[Length(max=LONGEST_COMMENT, message=f"请控制在 {LONGEST_COMMENT} 字以内。")]
    )
    resubmit_on = DateField("退回的，请于何日前重新报送", validators=[Optional()])


def closing_form(criteria: Sequence[ClosingCriterion], files: Sequence[EvidenceFile], **filled: Any) -> ClosingForm:
    """Return a form with three fields for each criterion: what was done, with evidence or without, which."""
    fields: dict[str, Any] = {}
    choices = [SelectChoice(file.id, f"{file.period} {file.filename}（{file.status.label}）") for file in files]
    for number, criterion in enumerate(criteria, 1):
        # 无佐证 is said, not left standing: it is chosen beforehand only where there is nothing else to choose.
        level = EvidenceLevel.EVIDENCED if criterion.requires_evidence or files else EvidenceLevel.NOT_EVIDENCED
        fields[f"statement_{criterion.id}"] = TextAreaField(
            f"第 {number} 条完成情况", validators=[InputRequired("请说明这一条的完成情况。"), _TOO_LONG]
        )
        fields[f"level_{criterion.id}"] = RadioField(
            f"第 {number} 条佐证",
            choices=[SelectChoice(one.value, one.label) for one in EvidenceLevel],
            default=level.value,
        )
        fields[f"evidence_{criterion.id}"] = BoxesField(
            f"第 {number} 条佐证材料", coerce=int, choices=choices, validate_choice=False
        )
    return type("FilledClosingForm", (ClosingForm,), fields)(**filled)


def decision_form(answers: Sequence[CriterionAnswer] = (), **filled: Any) -> DecisionForm:
    """Return a form with one verdict for each answer of a closing, met or not."""
    fields = {
        f"met_{answer.id}": RadioField(
            f"第 {number} 条是否达到",
            choices=[SelectChoice(MET, "达到"), SelectChoice(UNMET, "未达到")],
            validators=[Optional()],
        )
        for number, answer in enumerate(answers, 1)
    }
    return type("FilledDecisionForm", (DecisionForm,), fields)(**filled)


def verdicts(form: DecisionForm, answers: Sequence[CriterionAnswer]) -> dict[int, bool | None]:
    """Return what was ticked, by the id of the answer; None where nothing was."""
    ticked = {answer.id: form[f"met_{answer.id}"].data for answer in answers}
    return {id_: {MET: True, UNMET: False}.get(value or "") for id_, value in ticked.items()}


def unit_choices(units: Sequence[Unit]) -> list[SelectChoice]:
    """Return the units as choices."""
    return [SelectChoice(unit.id, unit.name) for unit in units]


def _require(field: Any, label: str) -> None:
    field.label.text = label
    field.validators = [InputRequired(f"请填写{label}。"), *(one for one in field.validators if one is _TOO_LONG)]
    field.flags.required = True
