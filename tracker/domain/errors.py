"""Refusals of the rules. Each carries one Chinese sentence that a page shows as it stands."""


class RuleViolation(Exception):
    """A rule refuses what was asked. The message says what and why, in Chinese, for the user."""


class ActionNotAllowed(RuleViolation):
    """The status something is in does not allow this action."""


class NotTheRightPerson(RuleViolation):
    """The state allows the action, but not by this person (自己的申请不能自己审批, 回避)."""


class LimitReached(RuleViolation):
    """Something was asked too often or too late (延期 at most twice, 3 working days ahead)."""
