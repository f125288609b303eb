"""What a reviewer did at the desk, kept so that it can be taken back."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.models.document import PolicyDocument
from tracker.models.user import User


class ReviewAct(Base):
    """One act at the review desk (审核操作). A row goes when its act is undone; the audit trail keeps both.

    `changes` holds `clauses`: clause id → [what differed before, after], nothing for one that was not there;
    `parts`: those of the document before and after, where they differ; `aliases`: ids of names that units were given.
    """

    __tablename__ = "review_act"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("policy_document.id"), index=True)
    actor_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    words: Mapped[str]
    changes: Mapped[dict]
    done_at: Mapped[datetime]

    document: Mapped[PolicyDocument] = relationship()
    actor: Mapped[User] = relationship()
