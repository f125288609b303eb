"""While thousands of records are made nobody looks for garbage; afterwards somebody does again, whatever happened."""

import gc

import pytest

from tracker.web.many_records import makes_many_records


def test_nobody_looks_for_garbage_while_the_view_runs():
    assert makes_many_records(gc.isenabled)() is False
    assert gc.isenabled()


def test_garbage_is_looked_for_again_after_a_view_that_failed():
    with pytest.raises(ZeroDivisionError):
        makes_many_records(lambda: 1 / 0)()

    assert gc.isenabled()
