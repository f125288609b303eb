"""Flask extensions, created here without an app and bound to it in create_app()."""

from flask_login import LoginManager
from flask_wtf import CSRFProtect

csrf = CSRFProtect()
login_manager = LoginManager()
login_manager.session_protection = "strong"
