"""Forms of the administrators' pages about people."""

from wtforms import DateField, EmailField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, Regexp

from tracker.domain.roles import Role
from tracker.web.forms.base import Form


class PersonForm(Form):
    username = StringField(
        "用户名",
        validators=[
            InputRequired("请填写用户名。"),
            Regexp(r"^[A-Za-z0-9._-]{3,40}$", message="用户名为 3 至 40 位字母、数字、点、横线或下划线。"),
        ],
    )
    display_name = StringField("姓名", validators=[InputRequired("请填写姓名。"), Length(max=60, message="姓名过长。")])
    email = EmailField(
        "电子邮箱",
        validators=[Optional(), Regexp(r"^[^@\s]+@[^@\s]+$", message="电子邮箱格式不对。"), Length(max=200)],
    )


class TermForm(Form):
    """From which day to which a role holds; either may be left open."""

    valid_from = DateField("任职第一天", validators=[Optional()])
    valid_to = DateField("任职最后一天", validators=[Optional()])


class RoleForm(TermForm):
    role = SelectField(
        "角色",
        validators=[InputRequired("请选择角色。")],
        choices=[SelectChoice(role.value, role.label) for role in Role],
    )
    unit_id = SelectField("单位", validators=[InputRequired("请选择单位。")], coerce=int)
