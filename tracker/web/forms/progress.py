"""The form of a progress report."""

import secrets

from wtforms import BooleanField, FloatField, HiddenField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from tracker.web.forms.base import Form

LONGEST_TEXT = 5000


class ProgressReportForm(Form):
    """What was done in a month. `submission_key` is made with the form; `seen` names the warnings already shown."""

    period = SelectField("报告期", validators=[InputRequired("请选择报告期。")], validate_choice=False)
    percent_complete = FloatField(
        "完成进度",
        validators=[
            InputRequired("请填写 0 至 100 的数字。"),
            NumberRange(0, 100, message="请填写 0 至 100 的数字。"),
        ],
    )
    summary = TextAreaField(
        "本期做了什么",
        validators=[InputRequired("请写明本期做了什么。"), Length(max=LONGEST_TEXT, message="请控制在 5000 字以内。")],
    )
    difficulties = TextAreaField("存在问题", validators=[Length(max=LONGEST_TEXT, message="请控制在 5000 字以内。")])
    next_steps = TextAreaField("下一步打算", validators=[Length(max=LONGEST_TEXT, message="请控制在 5000 字以内。")])
    needs_coordination = BooleanField("需要督查机构协调")
    submission_key = HiddenField(default=lambda: secrets.token_urlsafe(16), validators=[Length(min=8, max=60)])
    seen = HiddenField()

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
