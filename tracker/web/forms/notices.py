"""Forms around a list."""

from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from tracker.web.forms.base import Form


class WordingForm(Form):
    title = StringField("标题", validators=[InputRequired("请填写标题。"), Length(max=200, message="标题过长。")])
    body = TextAreaField(
        "正文",
        validators=[InputRequired("请填写正文。"), Length(max=4000, message="正文过长。")],
        render_kw={"rows": 5},
    )


class ReasonForm(Form):
    reason = TextAreaField(
        "理由",
        validators=[InputRequired("请写明理由。"), Length(max=1000, message="理由过长。")],
        render_kw={"rows": 3},
    )


class DecisionForm(Form):
    comment = TextAreaField(
        "批示意见", validators=[Optional(), Length(max=1000, message="意见过长。")], render_kw={"rows": 3}
    )


class ExplanationForm(Form):
    explanation = TextAreaField(
        "情况说明",
        validators=[InputRequired("请填写情况说明。"), Length(max=2000, message="说明过长，请控制在 2000 字以内。")],
        render_kw={"rows": 5},
    )
