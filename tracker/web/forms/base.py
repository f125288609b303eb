"""What every form has: a token, and messages in Chinese."""

from flask_wtf import FlaskForm


class Form(FlaskForm):
    class Meta(FlaskForm.Meta):
        locales = ("zh",)
