"""The tests cannot send a mail or fetch a page by accident."""

import smtplib
import urllib.request

import pytest


def test_a_test_cannot_reach_a_mail_server():
    with pytest.raises(RuntimeError, match="A test tried to reach"):
        smtplib.SMTP("127.0.0.1", 25)


def test_a_test_cannot_fetch_an_address():
    with pytest.raises(RuntimeError, match="A test tried to reach"):
        urllib.request.urlopen("http://127.0.0.1:9/")


@pytest.mark.network
def test_a_test_that_asks_may_use_loopback_only():
    with pytest.raises(ConnectionRefusedError):
        smtplib.SMTP("127.0.0.1", 9)
    with pytest.raises(RuntimeError, match="A test tried to reach"):
        smtplib.SMTP("192.0.2.1", 25)
