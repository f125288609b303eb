"""Forms for signing in and changing the password."""

from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from tracker.web.forms.base import Form


class SignInForm(Form):
    username = StringField(
        "用户名",
        validators=[InputRequired("请填写用户名。"), Length(max=100)],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        "密码",
        validators=[InputRequired("请填写密码。"), Length(max=200)],
        render_kw={"autocomplete": "current-password"},
    )


class ChangePasswordForm(Form):
    current = PasswordField(
        "当前密码", validators=[InputRequired("请填写当前密码。")], render_kw={"autocomplete": "current-password"}
    )
    new = PasswordField(
        "新密码", validators=[InputRequired("请填写新密码。")], render_kw={"autocomplete": "new-password"}
    )
    repeated = PasswordField(
        "再输一次新密码",
        validators=[InputRequired("请再输一次新密码。"), EqualTo("new", "两次输入的新密码不一致。")],
        render_kw={"autocomplete": "new-password"},
    )
