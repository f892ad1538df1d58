"""The `xuezuo` command itself: exit codes, help, what unsafe settings do."""

import pytest

from xuezuo.config import checks
from xuezuo.config.cli.main import build_parser, main
from xuezuo.config.cli.registry import Commands
from xuezuo.config.cli.serving import is_safe


def test_wrong_usage_ends_with_two(capsys):
    for words in ([], ["nonsense"], ["unit", "move"], ["status", "LC", "--on", "2025-02-30"]):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == 2
    assert capsys.readouterr().out == ""


def test_a_subcommand_is_declared_once():
    _, commands = build_parser()
    assert isinstance(commands, Commands)
    with pytest.raises(ValueError, match="twice"):
        commands.add("serve", "a:b", "")


def test_help_names_every_subcommand(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    _, commands = build_parser()
    assert not [name for name in commands.all if name.split(" ", maxsplit=1)[0] not in text]


UNSAFE = {
    "xuezuo.E001": {"DEBUG": True},
    "xuezuo.E002": {"ALLOWED_HOSTS": ["*"], "SESSION_COOKIE_SECURE": True},
    "xuezuo.E003": {"ALLOWED_HOSTS": ["dj.example.cn"], "SESSION_COOKIE_SECURE": False},
    "xuezuo.E004": {"FIELD_KEY": "short"},
}


@pytest.fixture
def safe(settings, tmp_path):
    settings.DEBUG, settings.ALLOWED_HOSTS, settings.DATA_DIR = False, ["127.0.0.1"], tmp_path
    return settings


@pytest.mark.parametrize("code", UNSAFE)
def test_unsafe_settings_are_refused(code, safe, capsys):
    for name, value in UNSAFE[code].items():
        setattr(safe, name, value)
    found = checks.check_serving()
    assert [message.id for message in found] == [code]
    assert all(message.hint for message in found)
    assert not is_safe(found, insecure=False)
    assert code in capsys.readouterr().err
    assert is_safe(found, insecure=True)


def test_the_default_settings_are_safe(safe):
    assert checks.check_serving() == []


def test_keys_that_others_can_read_are_refused(safe):
    store = safe.DATA_DIR / "secrets.json"
    store.write_text("{}", encoding="utf-8")
    store.chmod(0o644)
    assert [message.id for message in checks.check_serving()] == ["xuezuo.E005"]
    store.chmod(0o600)
    assert checks.check_serving() == []
