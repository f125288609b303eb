"""Mail against a real SMTP server on this machine."""

import socket
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from tracker.adapters.mailer import DeliveryFailed, FileMailer, Letter, MemoryMailer, SmtpMailer, mail_file

LETTER = Letter(
    message_id="<abc123@luoshi>",
    sender="落实 <luoshi@example.gov.cn>",
    recipient="a@example.gov.cn",
    subject="工作提醒：临期 2 项",
    text="正文第一行\n.开头有点的一行\n",
    html="<p>正文</p>",
    written_at=datetime(2026, 6, 15, 0, 30, tzinfo=UTC),
)


class Server:
    """Answers as it is told; keeps what it took."""

    def __init__(self):
        self.taken, self.answer, self.last_answer = [], "250 OK", "250 OK"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802  # aiosmtpd's name
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  # aiosmtpd's name
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.last_answer


@pytest.fixture
def server():
    handler = Server()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        handler.port = listener.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def mailer(server):
    mailer = SmtpMailer(f"smtp://127.0.0.1:{server.port}", timeout=5)
    yield mailer
    mailer.close()


@pytest.mark.network
def test_a_letter_arrives_whole(server, mailer):
    mailer.send(LETTER)
    mailer.send(LETTER)

    message = server.taken[0]
    assert len(server.taken) == 2
    assert message["Message-ID"] == "<abc123@luoshi>"
    assert message["Subject"] == "工作提醒：临期 2 项"
    assert message["From"] == "落实 <luoshi@example.gov.cn>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_body(("plain",)).get_content().splitlines() == ["正文第一行", ".开头有点的一行"]
    assert message.get_body(("html",)).get_content().strip() == "<p>正文</p>"


@pytest.mark.network
@pytest.mark.parametrize(
    ("answer", "is_permanent", "is_down"),
    [
        ("450 mailbox busy", False, False),
        ("550 no such user", True, False),
        ("552 mailbox full", True, False),
    ],
)
def test_a_refusal_says_whether_it_is_for_good(server, mailer, answer, is_permanent, is_down):
    server.answer = answer

    with pytest.raises(DeliveryFailed, match=answer) as refusal:
        mailer.send(LETTER)

    assert (refusal.value.is_permanent, refusal.value.is_down) == (is_permanent, is_down)
    server.answer = "250 OK"
    mailer.send(LETTER)  # the connection is still good
    assert len(server.taken) == 1


@pytest.mark.network
def test_a_server_that_takes_its_leave_is_down(server, mailer):
    server.answer = "421 closing"

    with pytest.raises(DeliveryFailed) as refusal:
        mailer.send(LETTER)

    assert not refusal.value.is_permanent


@pytest.mark.network
@pytest.mark.parametrize(
    ("answer", "is_permanent", "is_down"),
    [("421 closing", False, True), ("451 try later", False, False), ("554 refused", True, False)],
)
def test_a_refusal_of_the_content_says_whether_it_is_for_good(server, mailer, answer, is_permanent, is_down):
    server.last_answer = answer

    with pytest.raises(DeliveryFailed, match=answer) as refusal:
        mailer.send(LETTER)

    assert (refusal.value.is_permanent, refusal.value.is_down) == (is_permanent, is_down)


@pytest.mark.network
def test_a_connection_that_broke_is_down_and_the_next_letter_opens_another(server, mailer):
    mailer.send(LETTER)
    mailer._connection.sock.shutdown(socket.SHUT_RDWR)

    with pytest.raises(DeliveryFailed) as refusal:
        mailer.send(LETTER)

    assert refusal.value.is_down
    mailer.send(LETTER)
    assert len(server.taken) == 2


@pytest.mark.network
def test_nobody_listening_is_down(server):
    mailer = SmtpMailer("smtp://127.0.0.1:9", timeout=5)

    with pytest.raises(DeliveryFailed, match="连接邮件服务器失败") as refusal:
        mailer.send(LETTER)

    assert refusal.value.is_down


@pytest.mark.network
def test_no_password_is_said_without_tls(server):
    mailer = SmtpMailer(f"smtp://user:secret@127.0.0.1:{server.port}", timeout=5)

    with pytest.raises(DeliveryFailed, match="no TLS") as refusal:
        mailer.send(LETTER)

    assert "secret" not in str(refusal.value)
    assert server.taken == []


@pytest.mark.parametrize("url", ["", "http://example.gov.cn", "smtp://", "mail.example.gov.cn"])
def test_an_address_that_is_none_is_refused_at_once(url):
    with pytest.raises(ValueError, match="SMTP_URL"):
        SmtpMailer(url)


@pytest.mark.parametrize("field", ["subject", "recipient", "sender"])
@pytest.mark.parametrize("injected", ["好\r\nBcc: x@evil.example", "好\nX-Evil: 1", "好\rBcc: x@evil.example"])
def test_a_line_break_in_a_header_is_refused_for_good(tmp_path, field, injected):
    letter = Letter(**{**LETTER.__dict__, field: injected})

    with pytest.raises(DeliveryFailed) as refusal:
        FileMailer(tmp_path).send(letter)

    assert refusal.value.is_permanent
    assert list(tmp_path.iterdir()) == []


def test_a_second_try_writes_the_same_file(tmp_path):
    mailer = FileMailer(tmp_path / "mail")

    mailer.send(LETTER)
    mailer.send(LETTER)
    mailer.close()

    (file,) = (tmp_path / "mail").iterdir()
    assert file == mail_file(tmp_path / "mail", LETTER.message_id)
    assert message_from_bytes(file.read_bytes(), policy=policy.default)["Subject"] == LETTER.subject


def test_a_folder_that_cannot_be_written_is_down(tmp_path):
    (tmp_path / "mail").write_text("in the way")

    with pytest.raises(DeliveryFailed, match="写入邮件文件夹失败") as refusal:
        FileMailer(tmp_path / "mail").send(LETTER)

    assert refusal.value.is_down


def test_the_mailer_of_tests_checks_letters_too():
    with pytest.raises(ValueError, match="linefeed"):
        MemoryMailer().send(Letter(**{**LETTER.__dict__, "subject": "好\n坏"}))
