"""Which document may be the new version of which."""

import pytest

from tests.conftest import NOW
from tests.factories import make_document, make_government, saved
from tests.services.conftest import actions
from tracker.db import transaction
from tracker.domain.errors import RuleViolation
from tracker.services import document_versions


@pytest.fixture
def earlier(db):
    return make_document("关于高新区的意见")


@pytest.fixture
def document(earlier):
    document = make_document("关于高新区的意见（修订）")
    document.supersedes = earlier
    return saved(document)


def test_a_version_is_named_and_taken_back(db, earlier, actor):
    newer = make_document("关于高新区的意见（修订）")
    with transaction(newer):
        document_versions.supersede(newer, earlier, actor=actor, now=NOW)
    assert newer.supersedes is earlier

    with transaction(newer):
        document_versions.separate(newer, actor=actor, now=NOW)

    assert newer.supersedes is None
    assert actions(db, newer) == ["supersede", "separate"]


def test_what_cannot_be_a_version(db, document, earlier, actor):
    other = make_document()
    abroad = make_document(government=make_government("邻市"))
    refused = {
        "不能是自己的新版本": [(other, other), (earlier, document)],
        "须属同一政府": [(abroad, other)],
        "已设为另一文件的新版本": [(document, other)],
        "已有新版本": [(other, earlier)],
    }

    for sentence, pairs in refused.items():
        for newer, older in pairs:
            with pytest.raises(RuleViolation, match=sentence):
                document_versions.supersede(newer, older, actor=actor, now=NOW)


def test_a_document_without_an_earlier_version_has_nothing_to_separate(db, actor):
    with pytest.raises(RuleViolation, match="没有设定旧版本"):
        document_versions.separate(make_document(), actor=actor, now=NOW)
