"""guard the audit trail: the database refuses to change or delete an entry

Revision ID: 0002
Revises: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE = """
CREATE TRIGGER audit_entry_no_{action} BEFORE {verb} ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END
"""

POSTGRESQL_FUNCTION = """
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'audit entries are never changed'; END $$
"""

POSTGRESQL_TRIGGER = """
CREATE TRIGGER audit_entry_no_{action} BEFORE {verb} ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
"""

ACTIONS = (("update", "UPDATE"), ("delete", "DELETE"))


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(POSTGRESQL_FUNCTION)
        template = POSTGRESQL_TRIGGER
    else:
        template = SQLITE
    for action, verb in ACTIONS:
        op.execute(template.format(action=action, verb=verb))


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for action, _ in ACTIONS:
        op.execute(f"DROP TRIGGER audit_entry_no_{action}" + (" ON audit_entry" if postgresql else ""))
    if postgresql:
        op.execute("DROP FUNCTION refuse_audit_change()")
