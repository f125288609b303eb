"""Files that wait for an answer of the person who sent them: stored, and named by a token that is that person's."""

from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer

from tracker.adapters.file_store import StoredFileDamaged
from tracker.domain.errors import RuleViolation
from tracker.web.files import file_store
from tracker.web.settings import setting

HELD_SECONDS = 24 * 3600


@dataclass(frozen=True)
class HeldFile:
    """A file as it was sent."""

    filename: str
    data: bytes


def hold(file: HeldFile, user_id: int) -> str:
    """Store a file that was read and found harmless; return the token it can be asked for with, for a day."""
    return _serializer().dumps([user_id, file_store().put(file.data), file.filename])


def held_file(token: str, user_id: int) -> HeldFile:
    """Return the file of a token; raise RuleViolation where it is too old, not this person's, or gone."""
    try:
        owner_id, digest, filename = _serializer().loads(token, max_age=HELD_SECONDS)
        if owner_id == user_id:
            return HeldFile(filename, file_store().read(digest))
    except (BadSignature, FileNotFoundError, StoredFileDamaged):
        pass
    raise RuleViolation("等待确认的文件已失效，请重新选择文件。")


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(setting("SECRET_KEY"), salt="held-file")
