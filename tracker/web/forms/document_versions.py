"""Forms for naming the earlier version of a document, and for deciding about one change."""

from collections.abc import Sequence

from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from tracker.domain.document_versions import VersionChoice
from tracker.models import PolicyDocument
from tracker.services.version_tasks import VersionVerdict
from tracker.web.forms.base import Form


class EarlierVersionForm(Form):
    earlier_id = SelectField("旧版文件", coerce=int)

    def offer(self, documents: Sequence[PolicyDocument]) -> None:
        """Let one of these be chosen."""
        self.earlier_id.choices = [
            SelectChoice(d.id, f"{d.title}（{d.document_number}）" if d.document_number else d.title) for d in documents
        ]


class VersionDecisionForm(Form):
    old_clause_id = IntegerField(widget=HiddenInput(), validators=[Optional()])
    new_clause_id = IntegerField(widget=HiddenInput(), validators=[Optional()])
    choice = RadioField(
        "处置",
        choices=[SelectChoice(choice.value, choice.label) for choice in VersionChoice],
        validators=[InputRequired("请选择一种处置。")],
    )
    reason = StringField("理由", validators=[Length(max=300, message="理由过长。")])
    take_limit = BooleanField("时限改按新条款")
    take_units = BooleanField("责任单位改按新条款")

    @property
    def verdict(self) -> VersionVerdict:
        """What was chosen, once the form is valid."""
        return VersionVerdict(
            VersionChoice(self.choice.data),
            reason=self.reason.data or "",
            take_limit=bool(self.take_limit.data),
            take_units=bool(self.take_units.data),
        )
