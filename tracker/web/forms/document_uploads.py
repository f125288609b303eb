"""The form that documents are brought in with."""

from collections.abc import Sequence

from flask_wtf.file import MultipleFileField
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, ValidationError
from wtforms.widgets import HiddenInput

from tracker.models import PolicyDocument, Unit
from tracker.web.forms.base import Form

BY_ITS_ISSUER = 0
ACCEPTED_FILES = ".txt,.md,.doc,.docx,.pdf,.html,.htm,.xlsx,.xls,.zip"
NEW, VERSION = "new", "version"


class ImportForm(Form):
    government_id = SelectField("所属政府", coerce=int)
    purpose = RadioField(
        "导入方式",
        choices=[SelectChoice(NEW, "作为新文件导入"), SelectChoice(VERSION, "作为已有文件的新版本导入")],
        default=NEW,
    )
    earlier_id = StringField("旧版文件")
    file = MultipleFileField("文件", render_kw={"accept": ACCEPTED_FILES})
    text = TextAreaField("全文", validators=[Length(max=500_000, message="文字过长，请改为上传文件。")])
    title = StringField("标题", validators=[Length(max=200, message="标题过长。")])
    #: A file that was sent before and waits for an answer, by its token.
    held = StringField(widget=HiddenInput())

    def offer(self, governments: Sequence[Unit], earlier_documents: Sequence[PolicyDocument]) -> None:
        """Let one of these governments be chosen, or none: then the issuer decides. Likewise an earlier version."""
        self.government_id.choices = [
            SelectChoice(BY_ITS_ISSUER, "按发文机关自动识别"),
            *(SelectChoice(unit.id, unit.full_name) for unit in governments),
        ]
        self.earlier_documents = {str(document.id): document for document in earlier_documents}

    def validate_earlier_id(self, field: StringField) -> None:
        """A new version needs the document that it replaces."""
        if self.purpose.data == VERSION and field.data not in self.earlier_documents:
            raise ValidationError("请选择旧版文件。")

    @property
    def earlier(self) -> PolicyDocument | None:
        """The document of which a new version is brought in, once the form is valid; else None."""
        return self.earlier_documents.get(self.earlier_id.data or "") if self.purpose.data == VERSION else None

    @property
    def chosen_government_id(self) -> int | None:
        """The government that was chosen, None where the issuer is to decide."""
        return self.government_id.data or None

    @property
    def given_title(self) -> str | None:
        """The title typed for pasted text, or for a file that waited; files sent now have their own."""
        has_files = any(upload and upload.filename for upload in self.file.data or [])
        return None if has_files else (self.title.data or "").strip() or None

    @property
    def first_error(self) -> str:
        """One sentence that says what is wrong."""
        return next((str(error) for errors in self.errors.values() for error in errors), "提交的内容不完整。")
