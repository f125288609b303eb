"""Forms of passing work on and standing in."""

from wtforms import DateField, SelectField
from wtforms.validators import InputRequired

from tracker.web.forms.base import Form


class PassOnForm(Form):
    person = SelectField("分派给", coerce=int, validators=[InputRequired("请选择同事。")])


class CoverForm(Form):
    unit = SelectField("单位", coerce=int, validators=[InputRequired("请选择单位。")])
    absent = SelectField("外出的同事（A岗）", coerce=int, validators=[InputRequired("请选择外出的同事。")])
    standing_in = SelectField("代办的同事（B岗）", coerce=int, validators=[InputRequired("请选择代办的同事。")])
    starts_on = DateField("从", validators=[InputRequired("请填写开始日期。")])
    ends_on = DateField("到（含）", validators=[InputRequired("请填写结束日期。")])
