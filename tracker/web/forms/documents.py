"""Forms for issuing a document and for putting right what was read from its head."""

from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from tracker.domain.task_opening import ReportCadence
from tracker.domain.transition_effects import LONGEST_REASON
from tracker.models import Unit
from tracker.web.forms.base import Form


class WithdrawalForm(Form):
    """Why a document is withdrawn, and the version of it that the page showed."""

    version = HiddenField()
    reason = TextAreaField(
        "撤下理由",
        validators=[InputRequired("请填写撤下理由。"), Length(max=LONGEST_REASON, message="理由过长。")],
        render_kw={"rows": 3},
    )

    @property
    def seen(self) -> int | None:
        """The version that was shown; None where what was sent is none."""
        text = self.version.data or ""
        return int(text) if text.isdecimal() and len(text) <= 10 else None


class IssueForm(Form):
    """What a document's tasks are opened and issued with. A leader who is no user of the system is named in words."""

    basis = StringField(
        "立项依据", validators=[InputRequired("请填写立项依据。"), Length(max=300, message="立项依据过长。")]
    )
    approving_leader = SelectField("批准领导", validate_choice=False, validators=[Length(max=60)])
    other_leader = StringField("其他领导姓名", validators=[Length(max=60, message="姓名过长。")])
    start_on = DateField("起始日期", validators=[InputRequired("请填写起始日期，例如 2026-06-15。")])
    cadence = SelectField("填报周期", validators=[Optional()])

    def offer(self, leaders: list[str], cadences: set[ReportCadence]) -> None:
        """Let one of these leaders be chosen; and one cadence for all, or each task's own where they differ now."""
        names = [SelectChoice(name, name) for name in leaders]
        self.approving_leader.choices = [
            *names,
            SelectChoice("", "其他领导（在下面填写）" if names else "请在下面填写"),
        ]
        own = [SelectChoice("", "按各任务已定的周期")] if len(cadences) > 1 else []
        self.cadence.choices = [*own, *(SelectChoice(one.value, one.label) for one in ReportCadence)]

    @property
    def leader(self) -> str:
        """The name that counts: what was typed, else what was chosen."""
        return (self.other_leader.data or "").strip() or self.approving_leader.data or ""

    @property
    def chosen_cadence(self) -> ReportCadence | None:
        return ReportCadence(self.cadence.data) if self.cadence.data else None

    def validate_approving_leader(self, field: SelectField) -> None:
        if not self.leader:
            raise ValidationError("请选择或填写批准交办的领导。")


class MetadataForm(Form):
    title = StringField("标题", validators=[InputRequired("请填写标题。"), Length(max=300, message="标题过长。")])
    document_number = StringField("文号", validators=[Length(max=60, message="文号过长。")])
    issuing_authority = StringField("发文机关", validators=[Length(max=200, message="发文机关过长。")])
    signed_on = DateField("成文日期", validators=[Optional()])
    published_on = DateField("印发日期", validators=[Optional()])
    effective_on = DateField("施行日期", validators=[Optional()])
    government_id = SelectField("所属政府", coerce=int)

    def offer(self, governments: list[Unit] | tuple[Unit, ...]) -> None:
        """Let one of these governments be chosen."""
        self.government_id.choices = [SelectChoice(unit.id, unit.full_name) for unit in governments]
