"""Tells which tests took over half a second without being marked `slow` or `browser`. It only tells; nothing fails."""

import pytest

LIMIT_S = 0.5
ALLOWED = ("slow", "browser")

_slow_reports: list[pytest.TestReport] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember a test's own time; what its fixtures took is shared with others."""
    if report.when == "call" and report.duration > LIMIT_S and not any(name in report.keywords for name in ALLOWED):
        _slow_reports.append(report)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not _slow_reports:
        return
    terminalreporter.section(f"slower than {LIMIT_S} s: make them quicker, or mark them slow")
    for report in sorted(_slow_reports, key=lambda report: -report.duration):
        terminalreporter.line(f"{report.duration:.2f}s {report.nodeid}")
