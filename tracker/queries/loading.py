"""How records that are only named on a page are read along."""

from sqlalchemy.orm import InstrumentedAttribute, joinedload
from sqlalchemy.orm.interfaces import ExecutableOption

from tracker.models import User


def person(attribute: InstrumentedAttribute) -> ExecutableOption:
    """Read the person along by a join, without the roles, which a name does not need."""
    return joinedload(attribute).lazyload(User.memberships)
