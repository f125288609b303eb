"""Password hashes (Argon2id)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

_hasher = PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1)
_decoy = _hasher.hash("nobody's password")


def hash_password(password: str) -> str:
    """Return the Argon2id hash to be stored."""
    return _hasher.hash(password)


def password_matches(stored: str | None, password: str) -> bool:
    """Say whether the password is the stored one; without a stored one it takes as long and says no."""
    try:
        _hasher.verify(stored or _decoy, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return stored is not None
