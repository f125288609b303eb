"""Forms of looking back."""

from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from tracker.domain.follow_up import FollowUpOutcome
from tracker.web.forms.base import Form


class DrawForm(Form):
    government = HiddenField(validators=[InputRequired()])
    month = HiddenField(validators=[InputRequired()])
    seed = StringField("随机种子", validators=[InputRequired("请填写随机种子。"), Length(max=60, message="种子过长。")])


class ConclusionForm(Form):
    outcome = RadioField(
        "核查结论",
        choices=[SelectChoice(one.value, one.label) for one in FollowUpOutcome if one is not FollowUpOutcome.PENDING],
        validators=[InputRequired("请选择核查结论。")],
    )
    comment = TextAreaField(
        "核查情况",
        validators=[DataRequired("请写明核查的情况和依据。"), Length(max=2000, message="请控制在 2000 字以内。")],
        render_kw={"rows": 5},
    )
