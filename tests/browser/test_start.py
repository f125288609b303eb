"""The product starts with one command, also where there is no browser to look at it."""

import urllib.request

import pytest


@pytest.mark.slow
@pytest.mark.network
def test_the_product_starts_with_one_command_and_answers(live_product):
    with urllib.request.urlopen(f"{live_product.address}/sign-in") as answer:
        assert answer.status == 200
        assert "登录" in answer.read().decode()
