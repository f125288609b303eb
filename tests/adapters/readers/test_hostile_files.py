"""No file brings the reader down: each gets its own sentence, within its time and memory."""

import pytest

from tests.adapters.readers.hostile_files import CASES, Case
from tracker.adapters.document_reader import REFUSALS
from tracker.adapters.readers.answers import answer
from tracker.adapters.readers.refusals import Refusal


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_bad_file_gets_its_sentence(case: Case, capsys: pytest.CaptureFixture[str]):
    filename, make, refusal = case

    reply = answer(make(), filename)

    assert REFUSALS.get(reply.get("refusal")) is refusal, reply
    assert capsys.readouterr().err == ""


def test_the_corpus_is_large_enough():
    assert len(CASES) >= 60


@pytest.mark.parametrize("refusal", Refusal)
def test_every_sentence_names_the_cause_and_what_to_do(refusal: Refusal):
    assert "，" in refusal.label
    assert refusal.label.endswith("。")
    assert refusal.label.count("。") == 1
