"""Which stored files records still need."""

import sqlalchemy as sa

from tracker.db import db
from tracker.models import EvidenceFile, PolicyDocument


def needed_digests() -> set[str]:
    """Return the SHA-256 of every file that a record names, also one that was taken off the lists."""
    evidence = sa.select(EvidenceFile.sha256).where(EvidenceFile.sha256 != "")
    return set(db.session.scalars(sa.union(evidence, sa.select(PolicyDocument.source_sha256))))
