"""How records that are only named on a page are read along."""

from sqlalchemy.orm import InstrumentedAttribute, joinedload, lazyload, load_only
from sqlalchemy.orm.interfaces import ExecutableOption

from tracker.models import User


def person(attribute: InstrumentedAttribute) -> ExecutableOption:
    """Read the person's name along by a join, without the rest and the roles, which a name does not need."""
    return joinedload(attribute).options(load_only(User.display_name), lazyload(User.memberships))
