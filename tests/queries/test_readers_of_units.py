from datetime import timedelta

import pytest

from tests.conftest import TODAY
from tests.factories import EARLIER, make_group, make_unit, make_user, saved
from tracker.models import Cover
from tracker.queries.unit_people import readers_of_units, users_of


@pytest.mark.parametrize(("day", "reads"), [(-1, True), (0, False), (2, False), (3, True)])
def test_mail_about_a_unit_goes_to_who_stands_in_from_the_first_day_to_the_last(db, day, reads):
    unit = make_unit()
    away, stand_in = make_user(unit=unit), make_user(unit=unit)
    group = make_group(members=(unit,))
    saved(
        Cover(
            unit=unit, absent_user=away, standing_in_user=stand_in, starts_on=TODAY, ends_on=TODAY + timedelta(days=2),
            arranged_by=away, arranged_at=EARLIER,
        )
    )  # fmt: skip

    found = users_of(readers_of_units(TODAY + timedelta(days=day), [unit.id, group.id]))

    assert list(found) == ([away, stand_in] if reads else [stand_in])


def test_who_is_away_is_written_to_again_where_the_stand_in_has_left(db):
    unit = make_unit()
    away, gone = make_user(unit=unit), make_user(unit=unit)
    saved(
        Cover(
            unit=unit, absent_user=away, standing_in_user=gone, starts_on=TODAY, ends_on=TODAY, arranged_by=away,
            arranged_at=EARLIER,
        )
    )  # fmt: skip
    gone.is_enabled = False
    db.session.commit()

    assert list(users_of(readers_of_units(TODAY, [unit.id]))) == [away]
