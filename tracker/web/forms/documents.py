"""Forms for bringing a document in and for issuing it."""

from flask_wtf.file import FileField
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from tracker.models import Unit
from tracker.web.forms.base import Form

BY_ITS_ISSUER = 0
ACCEPTED_FILES = ".txt,.md,.doc,.docx,.pdf,.html,.htm,.xlsx,.xls"


class ImportForm(Form):
    file = FileField("文件", render_kw={"accept": ACCEPTED_FILES})
    text = TextAreaField("或粘贴全文", validators=[Length(max=500_000, message="文字过长，请改为上传文件。")])
    title = StringField("标题", validators=[Length(max=200, message="标题过长。")])
    government_id = SelectField("所属政府", coerce=int)

    def offer(self, governments: list[Unit] | tuple[Unit, ...]) -> None:
        """Let one of these governments be chosen, or none: then the document's issuer decides."""
        self.government_id.choices = [
            SelectChoice(BY_ITS_ISSUER, "按发文机关自动识别"),
            *(SelectChoice(unit.id, unit.full_name) for unit in governments),
        ]


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
