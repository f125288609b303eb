"""What was sent after the session had run out: carried through signing in, and given back to be sent again.

It travels in the pages themselves, signed, so that nothing is stored for people who are not signed in; it is given back
only to the person whose session it was, and only what came from a page of ours is carried at all. Passwords never are.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request, session
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.datastructures import MultiDict

from tracker.web.confirmations import ASK
from tracker.web.settings import setting

CARRIED_SECONDS = 24 * 3600
LARGEST = 200_000  # characters; a whole upload is not words

#: Fields of forms in which people write sentences, in whatever letters.
WRITTEN = ("comment", "reason", "text", "explanation", "summary", "difficulties", "next_steps", "result", "measures")

_NOT_CARRIED = ("csrf_token", "password")


@dataclass(frozen=True)
class CarriedForm:
    """A form as it was sent: where to, what its fields held, and the names of files that were chosen in it."""

    action: str
    fields: tuple[tuple[str, str], ...]
    filenames: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """What a person wrote in it."""
        return words_in(MultiDict(self.fields))


def words_in(fields: MultiDict) -> list[str]:
    """Return what reads like written by a person: to be shown, and copied, where a form is refused whole.

    Not the question that a button carries (see confirmations): nobody typed that.
    """
    pairs = ((name, text.strip()) for name, text in fields.items(multi=True))
    return [text for name, text in pairs if text and name != ASK and (name in WRITTEN or not text.isascii())]


def carry() -> str | None:
    """Return the form of this request as text that a page can hold, None where there is nothing to carry."""
    fields = [pair for pair in request.form.items(multi=True) if not any(part in pair[0] for part in _NOT_CARRIED)]
    owner_id = session.get("_user_id")
    if not fields or not owner_id or not _is_sent_by_a_page_of_ours():
        return None
    names = [file.filename for file in request.files.values() if file.filename]
    text = _serializer().dumps([owner_id, request.full_path.rstrip("?"), fields, names])
    return text if len(text) <= LARGEST else None


def given_back(text: str | None, user_id: int) -> CarriedForm | None:
    """Return the form that was carried through signing in, None where it is not this person's or too old."""
    try:
        owner_id, action, fields, names = _serializer().loads(text or "", max_age=CARRIED_SECONDS)
    except BadSignature:
        return None
    if owner_id != str(user_id):
        return None
    return CarriedForm(action, tuple((name, value) for name, value in fields), tuple(names))


def _is_sent_by_a_page_of_ours() -> bool:
    """Scripts have ways of their own to go on (see autosave.js); a form of another site is nobody's work here."""
    navigates = "text/html" in request.headers.get("Accept", "") and "HX-Request" not in request.headers
    return request.method == "POST" and navigates and urlsplit(request.referrer or "").netloc == request.host


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(setting("SECRET_KEY"), salt="carried-form")
