"""Forms about evidence: what is said of a file, a link in its place, the reviewer's remark."""

from datetime import date

from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from tracker.domain.evidence import LONGEST_LINK, LONGEST_NAME, LONGEST_REMARK, EvidenceDetails
from tracker.domain.evidence_review import EvidenceCategory
from tracker.domain.periods import Month
from tracker.web.forms.base import Form

MONTHS_BACK = 24


class DetailsForm(Form):
    """What a unit says of a piece of evidence. The month is chosen from those the page offers."""

    period = SelectField("所属期", validators=[InputRequired("请选择所属期。")], validate_choice=False)
    category = SelectField(
        "材料类别",
        choices=[SelectChoice(category.value, category.label) for category in EvidenceCategory],
        default=EvidenceCategory.OTHER.value,
        validators=[Optional()],
    )
    remark = StringField("备注", validators=[Length(max=LONGEST_REMARK, message=f"请控制在 {LONGEST_REMARK} 字以内。")])
    valid_until = DateField("有效期至", validators=[Optional()])

    def offer_months(self, today: date, also: str | None = None) -> None:
        """Let the person choose a month: the one being reported on, two years back, and the one chosen before."""
        newest = Month.reporting_on(today)
        months = [newest.plus(-back) for back in range(MONTHS_BACK)]
        months += [month for month in [Month.parse(also)] if month not in months] if also else []
        self.period.choices = [SelectChoice(str(month), month.label) for month in months]

    def details(self) -> EvidenceDetails:
        """Return what was filled in."""
        return EvidenceDetails(
            category=EvidenceCategory(self.category.data or EvidenceCategory.OTHER),
            remark=self.remark.data or "",
            valid_until=self.valid_until.data,
        )


class LinkForm(DetailsForm):
    """A web address in place of a file."""

    url = StringField(
        "网址",
        validators=[InputRequired("请填写网址。"), Length(max=LONGEST_LINK, message="网址过长。")],
    )
    title = StringField("名称", validators=[Length(max=LONGEST_NAME, message=f"请控制在 {LONGEST_NAME} 字以内。")])


class EvidenceReviewForm(Form):
    """The button says what becomes of the evidence."""

    comment = TextAreaField("审核意见", validators=[Length(max=1000, message="请控制在 1000 字以内。")])
