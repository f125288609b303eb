import sqlalchemy as sa

from tracker.domain.roles import Role
from tracker.models import User


def run(app, db, *arguments):
    return app.test_cli_runner().invoke(args=["create-admin", *arguments])


def test_an_administrator_is_made_with_a_one_time_password(app, db):
    result = run(app, db, "--username", "root1")

    assert result.exit_code == 0
    assert "一次性密码：" in result.output
    person = db.session.scalars(sa.select(User)).one()
    assert (person.roles, person.must_change_password) == ({Role.SYSTEM_ADMIN}, True)


def test_a_taken_name_is_refused(app, db):
    run(app, db, "--username", "root1")

    result = run(app, db, "--username", "root1")

    assert result.exit_code == 1
    assert "已被使用" in result.output


def test_an_administrators_password_is_reset_here(app, db):
    run(app, db, "--username", "root1", "--role", "security_admin")
    person = db.session.scalars(sa.select(User)).one()
    before = person.password_hash
    runner = app.test_cli_runner()

    result = runner.invoke(args=["reset-password", "--username", "root1"])

    db.session.refresh(person)
    assert (result.exit_code, person.must_change_password) == (0, True)
    assert person.password_hash != before
    assert "没有用户名为" in runner.invoke(args=["reset-password", "--username", "nobody"]).output


def test_an_audit_chain_verifies_and_an_anchor_is_held_against_it(app, db):
    run(app, db, "--username", "root1")
    runner = app.test_cli_runner()
    result = runner.invoke(args=["audit-verify"])
    anchor = result.output.split("链头 ")[1].strip()

    assert result.exit_code == 0
    assert runner.invoke(args=["audit-verify", "--anchor", anchor]).exit_code == 0
    assert runner.invoke(args=["audit-verify", "--anchor", "9:" + "0" * 64]).exit_code == 1
