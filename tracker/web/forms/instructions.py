"""Forms of leaders' instructions, their answers, and urging."""

import secrets

from wtforms import DateField, HiddenField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from tracker.domain import instructions, urging
from tracker.web.forms.base import Form


def _key() -> HiddenField:
    return HiddenField(default=lambda: secrets.token_urlsafe(16), validators=[Length(min=8, max=60)])


class InstructionForm(Form):
    text = TextAreaField(
        "批示内容",
        validators=[
            DataRequired("请写明批示内容。"),
            Length(max=instructions.LONGEST_TEXT, message="请控制在 2000 字以内。"),
        ],
        render_kw={"rows": 5},
    )
    unit = SelectField("发给", coerce=int, default=0)
    reply_due_on = DateField("请于何日前反馈", validators=[Optional()])
    submission_key = _key()


class ReplyForm(Form):
    text = TextAreaField(
        "办理情况",
        validators=[
            DataRequired("请写明批示的办理情况。"),
            Length(max=instructions.LONGEST_TEXT, message="请控制在 2000 字以内。"),
        ],
        render_kw={"rows": 6},
    )
    unit = SelectField("以哪个单位的名义", coerce=int)
    submission_key = _key()


class UrgingForm(Form):
    text = TextAreaField(
        "催办内容",
        default=urging.USUAL_TEXT,
        validators=[
            DataRequired("请写一句催办的内容。"),
            Length(max=urging.LONGEST_TEXT, message="请控制在 500 字以内。"),
        ],
        render_kw={"rows": 3},
    )
