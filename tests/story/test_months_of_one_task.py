"""The months of one task, played through the pages on the movable clock: from a paper to an issued 督促警告 list."""

import pytest

from tests.story import chapters

pytestmark = pytest.mark.slow


def test_a_paper_becomes_work_and_the_silent_unit_a_row_on_the_list_that_a_leader_approved(stage):
    chapters.a_paper_is_issued_on_a_friday(stage)
    chapters.each_liaison_gets_one_mail_on_monday_morning(stage)
    chapters.every_unit_signs(stage)
    chapters.all_but_one_report_in_september(stage)
    chapters.the_silent_one_turns_yellow_over_the_holiday(stage)
    chapters.the_make_up_saturday_sends(stage)
    chapters.the_next_months_climb_the_ladder(stage)
    chapters.two_red_snapshots_make_a_draft(stage)
    chapters.the_unit_explains_and_the_leader_approves(stage)
    chapters.nothing_is_doubled_and_the_trail_is_whole(stage)
