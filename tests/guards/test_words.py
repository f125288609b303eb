"""Every stored value has a Chinese word, and users see the word."""

import re

import pytest

from tests.support.pages import every_labelled_enum

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("enum", every_labelled_enum(), ids=lambda enum: enum.__name__)
def test_every_member_has_a_chinese_label_of_its_own(enum):
    labels = [member.label for member in enum]

    assert all(CHINESE.search(label) or label.isupper() for label in labels), labels  # PDF is PDF
    assert len(set(labels)) == len(labels), "two members that look the same to the user"
