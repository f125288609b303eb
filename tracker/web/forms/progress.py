"""The form of a progress report."""

import secrets

from wtforms import FloatField, HiddenField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.web.forms.base import Form

LONGEST_TEXT = 5000


class ProgressReportForm(Form):
    """What was done in a month, in percent or by the milestones reached.

    `submission_key` is made with the form, `seen` names the warnings already shown, `based_on` the report that stood
    when the form was opened (0: none; missing: not known).
    """

    period = SelectField("报告期", validators=[InputRequired("请选择报告期。")], validate_choice=False)
    percent_complete = FloatField(
        "完成进度",
        validators=[
            InputRequired("请填写 0 至 100 的数字。"),
            NumberRange(0, 100, message="请填写 0 至 100 的数字。"),
        ],
    )
    reached_milestones = SelectMultipleField(
        "已到达的节点",
        coerce=int,
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    summary = TextAreaField(
        "本期做了什么",
        validators=[InputRequired("请写明本期做了什么。"), Length(max=LONGEST_TEXT, message="请控制在 5000 字以内。")],
    )
    difficulties = TextAreaField("存在问题", validators=[Length(max=LONGEST_TEXT, message="请控制在 5000 字以内。")])
    next_steps = TextAreaField("下一步打算", validators=[Length(max=LONGEST_TEXT, message="请控制在 5000 字以内。")])
    coordination = TextAreaField("需要协调的事项", validators=[Length(max=1000, message="请控制在 1000 字以内。")])
    based_on = HiddenField()
    submission_key = HiddenField(default=lambda: secrets.token_urlsafe(16), validators=[Length(min=8, max=60)])
    seen = HiddenField()

    def keep(self, *, by_milestones: bool) -> None:
        """Leave only the field that progress is given in."""
        if by_milestones:
            del self.percent_complete
        else:
            del self.reached_milestones

    @property
    def opened_on(self) -> int | None:
        """The id of the report that stood when the form was opened, 0 where none did, None where that is not said."""
        typed = (self.based_on.data or "").strip()
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None

    def validate_percent_complete(self, field: FloatField) -> None:
        """Turn what is not a number, such as nan, away."""
        if field.data is not None and field.data != field.data:
            raise ValidationError("请填写 0 至 100 的数字。")

    def validate_summary(self, field: TextAreaField) -> None:
        """White space alone says nothing."""
        if not (field.data or "").strip():
            raise ValidationError("请写明本期做了什么。")


class ReviewForm(Form):
    """The reviewer's remark; the button says what becomes of the report."""

    comment = TextAreaField("审核意见", validators=[Length(max=1000, message="请控制在 1000 字以内。")])
