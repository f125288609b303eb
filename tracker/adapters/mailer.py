"""Mail leaves here: through SMTP, as files in a folder, or into a list for tests.

A mail is built with `EmailMessage` and its SMTP policy only: it refuses line breaks in headers.
"""

import os
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import unquote, urlsplit

TIMEOUT_S = 30
MAIL_SUFFIX = ".eml"

_T = TypeVar("_T")


class DeliveryFailed(Exception):
    """The server did not take the mail. `is_permanent`: it never will (5xx). `is_down`: nothing else would go now."""

    def __init__(self, reason: str, *, is_permanent: bool = False, is_down: bool = False) -> None:
        super().__init__(reason)
        self.is_permanent = is_permanent
        self.is_down = is_down


@dataclass(frozen=True)
class Letter:
    """A mail ready to leave. The Message-ID stays the same on every try."""

    message_id: str
    sender: str
    recipient: str
    subject: str
    text: str
    html: str | None
    written_at: datetime

    def as_message(self) -> EmailMessage:
        """Return the whole message; raise ValueError where a header would hold a line break."""
        message = EmailMessage(policy=SMTP)
        message["Message-ID"] = self.message_id
        message["Date"] = format_datetime(self.written_at)
        message["From"] = self.sender
        message["To"] = self.recipient
        message["Subject"] = self.subject
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(self.text, cte="base64")
        if self.html:
            message.add_alternative(self.html, subtype="html", cte="base64")
        return message


class Mailer(Protocol):
    """Takes letters one by one; `close` ends the connection, if there is one."""

    def send(self, letter: Letter) -> None: ...

    def close(self) -> None: ...


class SmtpMailer:
    """Sends through the server of an address such as smtp://user:password@host:587 or smtps://host:465.

    One connection for all letters of a round. smtp:// turns to TLS where the server offers it, and always before a
    password is said; certificates are verified. A server that is silent for 30 s counts as down.
    """

    def __init__(self, url: str, timeout: float = TIMEOUT_S) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError("SMTP_URL must look like smtp://user:password@host:port or smtps://…")
        self._host = parts.hostname
        self._is_tls = parts.scheme == "smtps"
        self._port = parts.port or (465 if self._is_tls else 25)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._timeout = timeout
        self._connection: smtplib.SMTP | None = None

    def send(self, letter: Letter) -> None:
        """Hand the letter over; raise DeliveryFailed where the server does not take it."""
        message = self._translated(letter.as_message, "邮件格式有误")
        connection = self._connection or self._translated(self._connect, "连接邮件服务器失败")
        self._connection = connection
        self._translated(lambda: connection.send_message(message), "邮件服务器未接收")

    def close(self) -> None:
        """End the connection politely; a server that is gone already is no matter."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self._is_tls:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(self._host, self._port, timeout=self._timeout, context=context)
        else:
            connection = smtplib.SMTP(self._host, self._port, timeout=self._timeout)
        try:
            self._introduce(connection, context)
        except BaseException:
            connection.close()
            raise
        return connection

    def _introduce(self, connection: smtplib.SMTP, context: ssl.SSLContext) -> None:
        """Turn to TLS where the server offers it, and sign in where there is a name."""
        connection.ehlo()
        if not self._is_tls and connection.has_extn("starttls"):
            connection.starttls(context=context)
        elif not self._is_tls and self._user:
            raise OSError("the server offers no TLS, so no password is sent to it")
        if self._user:
            connection.login(self._user, self._password)

    def _translated(self, act: Callable[[], _T], what: str) -> _T:
        """Run it; turn every failure into DeliveryFailed, and let go of a connection that is of no more use."""
        try:
            return act()
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = next(iter(error.recipients.values()))
            raise DeliveryFailed(_sentence(what, code, answer), is_permanent=code >= 500) from error
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPConnectError, smtplib.SMTPHeloError) as error:
            self.close()
            raise DeliveryFailed(_sentence(what, error.smtp_code, error.smtp_error), is_down=True) from error
        except smtplib.SMTPResponseException as error:
            is_leaving = error.smtp_code == 421
            if is_leaving:
                self.close()
            reason = _sentence(what, error.smtp_code, error.smtp_error)
            raise DeliveryFailed(reason, is_permanent=error.smtp_code >= 500, is_down=is_leaving) from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise DeliveryFailed(f"{what}：{type(error).__name__} {error}", is_down=True) from error
        except ValueError as error:
            raise DeliveryFailed(f"{what}：{error}", is_permanent=True) from error


class FileMailer:
    """Writes each letter as an .eml file, named by its Message-ID: a second try writes the same file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, letter: Letter) -> None:
        """Write the file whole or not at all; raise DeliveryFailed where the disk refuses."""
        try:
            data = letter.as_message().as_bytes()
        except ValueError as error:
            raise DeliveryFailed(f"邮件格式有误：{error}", is_permanent=True) from error
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            place = mail_file(self.folder, letter.message_id)
            partial = place.with_suffix(".partial")
            partial.write_bytes(data)
            os.replace(partial, place)
        except OSError as error:
            raise DeliveryFailed(f"写入邮件文件夹失败：{error.strerror}", is_down=True) from error

    def close(self) -> None:
        """Nothing to end."""


class MemoryMailer:
    """Keeps the letters in a list. `refuse` may raise DeliveryFailed for a letter. For tests."""

    def __init__(self, refuse: Callable[[Letter], None] | None = None) -> None:
        self.sent: list[Letter] = []
        self._refuse = refuse

    def send(self, letter: Letter) -> None:
        """Keep the letter."""
        letter.as_message()
        if self._refuse:
            self._refuse(letter)
        self.sent.append(letter)

    def close(self) -> None:
        """Nothing to end."""


def mail_file(folder: Path, message_id: str) -> Path:
    """Return where FileMailer puts the letter with this Message-ID."""
    return folder / ("".join(char for char in message_id if char.isalnum()) + MAIL_SUFFIX)


def _sentence(what: str, code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{what}：{code} {' '.join(text.split())[:200]}"
