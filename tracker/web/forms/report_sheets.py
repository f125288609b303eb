"""The forms of a sheet of reports: the file, and the word that it may be sent."""

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField
from wtforms.validators import InputRequired, Length

from tracker.web.forms.base import Form


class SheetForm(Form):
    file = FileField("填好的填报表", validators=[FileRequired("请选择文件。")])


class SendSheetForm(Form):
    """`held` names the file that was checked, `submission_key` this one pressing of the button."""

    held = HiddenField(validators=[InputRequired("请重新选择文件。")])
    submission_key = HiddenField(validators=[Length(min=8, max=40)])
