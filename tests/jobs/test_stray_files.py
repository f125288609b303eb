"""What broken-off uploads leave is swept away within a day, and nothing that a record names ever is."""

import os
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.factories import make_assignment, make_document, make_evidence, make_upload, make_user, saved
from tracker.adapters.file_store import FileStore
from tracker.adapters.part_store import PartStore
from tracker.domain.timetable import JobName
from tracker.jobs.schedule import SCHEDULE
from tracker.jobs.upkeep import KEEP_LEFTOVERS, sweep_files
from tracker.models import EvidenceUpload

MINUTE = timedelta(minutes=1)


@pytest.fixture
def files(outside):
    return FileStore(outside.data_dir / "files")


@pytest.fixture
def parts(outside):
    return PartStore(outside.data_dir / "uploads")


def age(path, past):
    moment = (NOW - past).timestamp()
    os.utime(path, (moment, moment))


def aged_file(files, content, past):
    digest = files.put(content)
    age(files.directory / digest[:2] / digest[2:4] / digest, past)
    return digest


def sweep(outside):
    return sweep_files(NOW, NOW, outside)


@pytest.mark.parametrize(("past", "goes"), [(KEEP_LEFTOVERS - MINUTE, 0), (KEEP_LEFTOVERS + MINUTE, 1)])
def test_a_stored_file_without_a_record_goes_after_twelve_hours(db, outside, files, past, goes):
    aged_file(files, b"stray", past)

    assert sweep(outside)["strays"] == goes
    assert len(files.digests()) == 1 - goes


def test_what_a_record_names_stays_however_old_even_when_taken_off_the_lists(db, outside, files):
    long_ago = timedelta(days=900)
    make_evidence(sha256=aged_file(files, b"evidence", long_ago))
    make_evidence(sha256=aged_file(files, b"removed", long_ago), removed_at=NOW)
    make_evidence(sha256="", url="https://tz.gov.cn/", size=0)
    document = make_document()
    document.source_sha256 = aged_file(files, b"document", long_ago)
    saved(document)

    assert sweep(outside)["strays"] == 0
    assert len(files.digests()) == 3


@pytest.mark.parametrize(("past", "goes"), [(KEEP_LEFTOVERS - MINUTE, 0), (KEEP_LEFTOVERS + MINUTE, 1)])
def test_an_upload_nobody_went_on_with_goes_with_its_part(db, outside, parts, past, goes):
    liaison = make_user()
    key = parts.create()
    make_upload(make_assignment(liaison.home_unit), liaison.id, key=key)
    age(parts.directory / f"{key}.part", past)

    counts = sweep(outside)

    assert (counts["parts"], counts["uploads"]) == (goes, goes)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(EvidenceUpload)) == 1 - goes
    assert parts.exists(key) is not bool(goes)


def test_a_file_that_was_half_written_goes(db, outside, files):
    digest = files.put(b"x")
    half = files.directory / digest[:2] / digest[2:4] / "half.partial"
    half.write_bytes(b"ha")
    age(half, KEEP_LEFTOVERS + MINUTE)

    assert sweep(outside)["leftovers"] == 1
    assert not half.exists()


def test_the_sweeping_is_done_twice_a_day_so_that_nothing_stays_for_longer_than_a_day():
    jobs = {job.name: job.act for job in SCHEDULE}

    assert jobs[JobName.STRAY_FILES] is sweep_files
    assert timedelta(hours=12) + KEEP_LEFTOVERS <= timedelta(hours=24)
