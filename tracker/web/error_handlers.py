"""What a person sees when something is refused, missing or broken: a sentence, and what to do."""

import logging
import secrets

from flask import Flask, render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from tracker.domain.errors import RuleViolation
from tracker.web import refusals
from tracker.web.access import PUBLIC_ENDPOINTS, ask_to_sign_in
from tracker.web.carried_forms import words_in

log = logging.getLogger(__name__)

MESSAGES = {
    400: ("请求无法处理", "提交的内容不完整或格式不对，请返回检查后重试。"),
    403: ("没有权限", "您的角色不能进行这项操作。如确需办理，请联系本单位管理员。"),
    404: ("没有找到", "这个页面或记录不存在，或者不在您的查看范围内。"),
    405: ("操作方式不对", "请从页面上的按钮进行操作。"),
    413: ("文件太大", "上传的内容超过了大小上限，请压缩或拆分后重新上传。"),
    429: ("操作太频繁", "请稍候再试。"),
    500: ("系统出错了", "问题已记录。请稍后重试；如反复出现，请把下面的编号告诉管理员。"),
    503: ("系统正忙", "数据正在被其他操作占用，您填写的内容没有丢失，请返回后再提交一次。"),
    507: ("存储空间不足", "服务器磁盘已满，请联系管理员。"),
}

#: Refusals of a form as a whole, after which what stood in it is shown again.
SHOWN_AGAIN = frozenset({400, 403, 404, 503})


def error_page(code: int, message: str | None = None, reference: str | None = None) -> tuple[str, int]:
    """Return the page that says what is wrong, in the words of MESSAGES or these, and its status."""
    heading, text = MESSAGES.get(code, MESSAGES[500])
    written = _written() if code in SHOWN_AGAIN else []
    page = render_template("error.html", heading=heading, message=message or text, reference=reference, written=written)
    return page, code


def _conflict_page(heading: str, message: str) -> tuple[str, int]:
    return render_template("error.html", heading=heading, message=message, written=_written()), 409


def _written() -> list[str]:
    try:
        return words_in(request.form)
    except HTTPException:  # what was sent cannot be read as a form
        return []


def _expired_form(_error: CSRFError) -> tuple[str, int] | Response:
    if current_user.is_anonymous and request.endpoint not in PUBLIC_ENDPOINTS:
        return ask_to_sign_in()  # the token went with the session
    return error_page(400, "页面已过期或来源不明，为安全起见没有保存。请返回，刷新页面后再提交。")


def register(app: Flask) -> None:
    @app.errorhandler(RuleViolation)
    def show_rule_violation(error: RuleViolation) -> tuple[str, int]:
        """A refused action is the user's business, not a fault: say which rule."""
        return _conflict_page("不能这样办理", str(error))

    @app.errorhandler(StaleDataError)
    def show_conflict(_error: StaleDataError) -> tuple[str, int]:
        message = "这条记录在您打开之后被别人修改了。请返回刷新，核对新内容后再保存。"
        return _conflict_page("别人刚刚保存过", message)

    app.register_error_handler(CSRFError, _expired_form)

    @app.errorhandler(OperationalError)
    def show_busy(error: OperationalError) -> tuple[str, int]:
        log.warning("database unavailable on %s: %s", request.path, error.orig)
        return error_page(503)

    @app.errorhandler(HTTPException)
    def show_http_error(error: HTTPException) -> tuple[str, int] | HTTPException:
        if error.code is None or error.code < 400:
            return error
        refusals.note(error.code)
        return error_page(error.code)

    @app.errorhandler(Exception)
    def show_fault(error: Exception) -> tuple[str, int]:
        reference = secrets.token_hex(4)
        log.error("fault %s on %s %s", reference, request.method, request.path, exc_info=error)
        return error_page(500, reference=reference)
