"""`DATABASE_URL`: somebody else's server, here Debian's PostgreSQL 15 over TCP."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from tests.launcher.conftest import ADDRESS

from xuezuo.config.postgres.choice import Choice, choose
from xuezuo.config.postgres.errors import DatabaseProblem
from xuezuo.config.postgres.target import Target

OWNER_PASSWORD = "p@ss:wörd/1"
NOWHERE = Path("/nonexistent")


@pytest.fixture
def empty(debian: Target) -> Iterator[Target]:
    """The same server without our roles, with a database `party` of the owner `keeper`, who may make roles."""
    with debian.connect() as admin:
        admin.execute(f"CREATE ROLE keeper LOGIN CREATEROLE PASSWORD '{OWNER_PASSWORD}'")
        admin.execute("CREATE DATABASE party OWNER keeper")
    yield debian
    with debian.connect() as admin:
        admin.execute("DROP DATABASE party WITH (FORCE)")
        for (role,) in admin.execute("SELECT rolname FROM pg_roles WHERE rolname ~ '^(xuezuo|keeper|other|strong)'"):
            admin.execute(f"DROP ROLE {role}")


def url(user: str = "keeper", password: str = OWNER_PASSWORD) -> str:
    return f"postgresql://{user}:{quote(password, safe='')}@{ADDRESS}/party?sslmode=disable"


def chosen(**environ: str) -> Choice:
    return choose({"DATABASE_URL": url(), **environ}, NOWHERE)


def test_a_url_is_read_with_all_its_parts():
    choice = chosen()
    assert choice.cluster is None
    assert choice.owner == Target(ADDRESS, "5432", "party", "keeper", OWNER_PASSWORD, (("sslmode", "disable"),))
    assert choice.owner.environment["PGSSLMODE"] == "disable"
    assert choice.app.user == "xuezuo_app"
    assert choice.app.password not in {"", OWNER_PASSWORD}
    assert choice.app == chosen().app


@pytest.mark.parametrize("wrong", ["not a url", "postgresql://host/party", "postgresql://keeper@host"])
def test_what_cannot_be_meant_is_refused(wrong):
    with pytest.raises(DatabaseProblem, match="DATABASE_URL"):
        choose({"DATABASE_URL": wrong}, NOWHERE)


def test_without_a_password_there_is_nothing_to_derive_from():
    with pytest.raises(DatabaseProblem, match="XUEZUO_APP_DATABASE_URL"):
        choose({"DATABASE_URL": f"postgresql://keeper@{ADDRESS}/party"}, NOWHERE)


def test_the_owner_must_not_serve():
    with pytest.raises(DatabaseProblem, match="同一个用户"):
        chosen(XUEZUO_APP_DATABASE_URL=url())


def test_roles_are_made_and_weak(empty):
    choice = chosen()
    choice.prepare()
    choice.prepare()  # a second time changes nothing
    with choice.app.connect(autocommit=False) as app:
        query = "SELECT rolsuper, rolbypassrls, rolinherit FROM pg_roles WHERE rolname = user"
        assert app.execute(query).fetchone() == (False, False, False)
        app.execute("SET LOCAL ROLE xuezuo_all")
        assert app.execute("SELECT current_user").fetchone() == ("xuezuo_all",)
    with choice.app.connect() as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("CREATE TABLE mine (n int)")


def test_the_application_role_follows_the_owners_password(empty):
    chosen().prepare()
    with empty.connect() as admin:
        admin.execute("ALTER ROLE keeper PASSWORD 'new'")
    choice = choose({"DATABASE_URL": url(password="new")}, NOWHERE)
    choice.prepare()
    choice.app.connect().close()


def test_roles_may_have_other_names(empty):
    choice = chosen(XUEZUO_APP_ROLE="other")
    choice.prepare()
    assert (choice.app.user, choice.roles.all) == ("other", "other_all")
    choice.app.connect().close()


def test_an_owner_who_may_not_make_roles_is_told_what_to_ask_for(empty):
    with empty.connect() as admin:
        admin.execute("ALTER ROLE keeper NOCREATEROLE")
    with pytest.raises(DatabaseProblem) as caught:
        chosen().prepare()
    with empty.connect() as admin:
        for line in str(caught.value).splitlines():
            if line.endswith(";"):
                admin.execute(line.replace("自定密码", "chosen").encode())
    choice = chosen(XUEZUO_APP_DATABASE_URL=url("xuezuo_app", "chosen"))
    choice.prepare()
    choice.app.connect().close()


def test_an_application_role_that_sees_around_the_policies_is_refused(empty):
    with empty.connect() as admin:
        admin.execute("CREATE ROLE strong LOGIN BYPASSRLS NOINHERIT PASSWORD 'strong'")
    with pytest.raises(DatabaseProblem, match="权限过大"):
        chosen(XUEZUO_APP_DATABASE_URL=url("strong", "strong")).prepare()


def test_a_server_that_cannot_be_reached_is_named_without_the_password(empty):
    with pytest.raises(DatabaseProblem, match=rf"nobody@{ADDRESS}:5432/party") as caught:
        choose({"DATABASE_URL": url("nobody", "hush")}, NOWHERE).prepare()
    assert "hush" not in str(caught.value)
