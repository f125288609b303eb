"""A paper, and sending it as the page or its script does."""

import io

import sqlalchemy as sa

from tracker.db import db
from tracker.models import PolicyDocument

PAPER = """试点市人民政府关于促进园区发展的实施意见

一、重点任务
（一）建设平台。到2027年，建设重点实验室10家以上。（责任单位：市科技局、市财政局）
（二）引育人才。实施人才计划。（责任单位：市人才委）

试点市人民政府
2026年3月2日
"""
BY_SCRIPT = {"X-Upload": "row"}


def upload(client, *files, headers=None, **fields):
    """Send files, each a text, bytes or (content, name); buffered, because rows are sent as they are read."""
    named = [each if isinstance(each, tuple) else (each, "意见.txt") for each in files or (PAPER,)]
    sent = [(io.BytesIO(content if isinstance(content, bytes) else content.encode()), name) for content, name in named]
    data = {"file": sent, "government_id": 0} | fields
    return client.post("/documents/new", data=data, content_type="multipart/form-data", headers=headers, buffered=True)


def the_documents(_db=db):
    """Return every document, the first import first."""
    return _db.session.scalars(sa.select(PolicyDocument).order_by(PolicyDocument.id)).all()


def the_document(_db=db):
    """Return the only document."""
    (document,) = the_documents(_db)
    return document
