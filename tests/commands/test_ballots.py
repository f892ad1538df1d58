"""A published list is recounted by anybody: no database, no settings, every fault by its line."""

import json
import os
import subprocess
import sys

import pytest

from xuezuo.config import health
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.services import poll_close
from xuezuo.review.ballots.services.export import list_export
from xuezuo.review.ballots.tests import desk

pytestmark = pytest.mark.django_db
VERIFY = [sys.executable, "-m", "xuezuo.config.cli", "verify-ballots"]


@pytest.fixture
def published(cast, settings, tmp_path):
    """The lines of a closed poll with ten ballots."""
    settings.DATA_DIR = tmp_path
    with acting_as(SYSTEM):
        people = desk.crowd(cast, 10)
        poll = desk.opened_to(cast, people)
        for one in people:
            mine = desk.voter(poll, ("yes", "no", None))
            desk.put(poll, mine.close(desk.sign_as(one, poll, mine)))
        poll_close(actor=cast.actor(cast.wang), poll=poll, at=desk.AT)
    return list_export(actor=cast.actor(cast.wu), poll=poll, at=desk.AT)


def verified(tmp_path, lines, *words):
    path = tmp_path / "list.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    environ = {**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}  # must not be asked
    return subprocess.run([*VERIFY, str(path), *words], env=environ, capture_output=True, text=True, check=False)


def test_a_right_list(tmp_path, published):
    done = verified(tmp_path, published)
    assert (done.returncode, "全部相符" in done.stderr) == (0, True)
    assert "电子票 10 张，有效 10 张，回执 10 个" in done.stdout
    assert "甲同志：赞成 10" in done.stdout


def test_the_digest_of_the_page_tells_whose_list_it_is(tmp_path, published):
    digest = json.loads(published[0])["result"]["digest"]
    assert "请再核对摘要" in verified(tmp_path, published).stderr
    right = verified(tmp_path, published, "--digest", f" {digest.upper()} ")
    assert (right.returncode, "请再核对摘要" in right.stderr) == (0, False)
    wrong = verified(tmp_path, published, "--digest", "0" * 64)
    assert (wrong.returncode, "不是公布的那一份" in wrong.stderr) == (1, True)


def test_what_is_wrong_is_said_to_a_stranger(tmp_path, published):
    short = verified(tmp_path, published, "--digest", "abc")
    assert (short.returncode, "要写投票页面上的 64 个字符（0-9、a-f），写了 3 个" in short.stderr) == (1, True)
    other = verified(tmp_path, ["<!doctype html>"])
    assert (other.returncode, other.stdout) == (1, "")
    assert "请用投票页面上“下载选票清单”得到的文件" in other.stderr
    cut = verified(tmp_path, [*published[:-1], published[-1][:20]])
    assert "文件可能没有下载完整" in cut.stderr
    assert "请重新下载一次清单再核对" in cut.stderr


def test_a_changed_list_is_told_by_line(tmp_path, published):
    published[3] = published[3].replace("yes", "no")
    done = verified(tmp_path, published, "--json")
    assert done.returncode == 1
    assert "第 4 行：签名不对" in done.stderr
    assert {one["line"] for one in json.loads(done.stdout)["faults"]} == {1, 4}


def doctored(folder) -> list[str]:
    return [finding.code for finding in health.ballots_can_be_opened(None, folder)]


def test_the_doctor_finds_keys_that_are_missing_open_or_left(cast, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert doctored(tmp_path) == []
    with acting_as(SYSTEM):
        poll = desk.opened(cast, "electronic")
    assert doctored(tmp_path) == []
    assert doctored(tmp_path / "of another machine") == ["ballots.keys_missing"]
    (tmp_path / "ballots" / f"{poll.uid}.seal.pem").chmod(0o640)
    left = tmp_path / "ballots" / "01900000-0000-7000-8000-000000000001.seal.pem"
    left.write_text("left by a crash", "ascii")
    left.chmod(0o600)
    assert doctored(tmp_path) == ["ballots.keys_open"]
    os.utime(left, (0, 0))
    assert doctored(tmp_path) == ["ballots.keys_open", "ballots.keys_left"]
    (tmp_path / "ballots" / f"{poll.uid}.seal.pem").write_text("", "ascii")
    assert "ballots.keys_missing" in doctored(tmp_path)
