"""`flask audit-verify`: is the audit trail as it was written?"""

import sys

import click
from flask.cli import with_appcontext

from tracker.domain.audit_chain import first_fault
from tracker.queries import audit_trail


@click.command("audit-verify")
@click.option("--anchor", help='A witnessed head, as "NUMBER:HASH": finds a cut tail and a rewritten chain too.')
@with_appcontext
def audit_verify(anchor: str | None) -> None:
    """Verify the hash chain of the audit trail; exit code 1 if anything was edited, deleted or reordered."""
    fault = first_fault(audit_trail.chain())
    if fault:
        click.echo(f"第 {fault.entry_id} 条：{fault.message}")
        sys.exit(1)
    if anchor:
        number, _, expected = anchor.partition(":")
        if not number.isdigit() or audit_trail.entry_hash_of(int(number)) != expected:
            click.echo(f"与留存的链头不符：{anchor}")
            sys.exit(1)
    head = audit_trail.head()
    click.echo(f"审计链完整，共 {head[0]} 条，链头 {head[0]}:{head[1]}" if head else "审计链完整，尚无记录")


commands = [audit_verify]
