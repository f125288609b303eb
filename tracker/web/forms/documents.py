"""Forms for issuing a document and for putting right what was read from its head."""

from wtforms import DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from tracker.models import Unit
from tracker.web.forms.base import Form


class IssueForm(Form):
    basis = StringField(
        "立项依据", validators=[InputRequired("请填写立项依据。"), Length(max=300, message="立项依据过长。")]
    )
    approving_leader = StringField(
        "批准领导",
        validators=[InputRequired("请填写批准交办的领导。"), Length(max=60, message="姓名过长。")],
        render_kw={"list": "leaders", "autocomplete": "off"},
    )
    start_on = DateField("起始日期", validators=[InputRequired("请填写起始日期，例如 2026-06-15。")])


class MetadataForm(Form):
    title = StringField("标题", validators=[InputRequired("请填写标题。"), Length(max=300, message="标题过长。")])
    document_number = StringField("文号", validators=[Length(max=60, message="文号过长。")])
    issuing_authority = StringField("发文机关", validators=[Length(max=200, message="发文机关过长。")])
    signed_on = DateField("成文日期", validators=[Optional()])
    government_id = SelectField("所属政府", coerce=int)

    def offer(self, governments: list[Unit] | tuple[Unit, ...]) -> None:
        """Let one of these governments be chosen."""
        self.government_id.choices = [SelectChoice(unit.id, unit.full_name) for unit in governments]
