"""A city with a county below it and two of the county's bureaus, for what is broken down (分解到下级)."""

import pytest

from tests.factories import make_government, make_unit


@pytest.fixture
def city(db):
    return make_government("某市")


@pytest.fixture
def county(city):
    return make_government("某县", parent=city)


@pytest.fixture
def county_bureaus(county):
    return make_unit("县科技局", county), make_unit("县财政局", county)
