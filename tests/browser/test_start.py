"""The product starts with one command, also where there is no browser to look at it."""

import sqlite3
import urllib.request

import pytest


@pytest.mark.slow
@pytest.mark.network
def test_the_product_starts_with_one_command_and_answers(live_product):
    with urllib.request.urlopen(f"{live_product.address}/sign-in") as answer:
        assert answer.status == 200
        assert "登录" in answer.read().decode()


@pytest.mark.slow
@pytest.mark.network
def test_mails_of_the_made_up_months_link_to_where_the_product_is_served(live_product):
    with sqlite3.connect(live_product.environment["DATABASE_URL"].removeprefix("sqlite:///")) as connection:
        texts = [text for (text,) in connection.execute("SELECT body_text FROM outbox_email")]
    connection.close()

    assert texts
    assert [text for text in texts if f"{live_product.address}/" not in text] == []
