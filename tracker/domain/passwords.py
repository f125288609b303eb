"""What a password must be (ASVS 6.2: length before composition)."""

from tracker.domain.errors import RuleViolation

MIN_LENGTH = 12
MAX_LENGTH = 128
_COMMON = ("123456", "password", "qwerty", "abc123", "111111", "admin", "luoshi", "iloveyou", "letmein")


class WeakPassword(RuleViolation):
    """The new password is not good enough."""


def check_password(password: str, username: str) -> None:
    """Raise WeakPassword, saying why, unless the password is 12 to 128 characters and not an obvious one."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise WeakPassword(f"密码须为 {MIN_LENGTH} 至 {MAX_LENGTH} 个字符。")
    lowered = password.lower()
    if username.lower() in lowered or len(set(password)) < 5 or any(lowered.startswith(word) for word in _COMMON):
        raise WeakPassword("密码过于简单：不能含用户名、常见口令或少数几个重复字符。")
