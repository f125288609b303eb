"""The home page: what do I have to do now?"""

from flask import Blueprint, render_template

from tracker.policies import Permission
from tracker.web.access import permission_required

bp = Blueprint("home", __name__)


@bp.get("/")
@permission_required(Permission.HOME_VIEW)
def show() -> str:
    return render_template("home/show.html")
