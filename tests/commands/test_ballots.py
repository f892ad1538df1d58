"""A published list is recounted by anybody: no database, no settings, every fault by its line."""

import json
import os
import subprocess
import sys

import pytest

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


def test_a_changed_list_is_told_by_line(tmp_path, published):
    published[3] = published[3].replace("yes", "no")
    done = verified(tmp_path, published, "--json")
    assert done.returncode == 1
    assert "第 4 行：签名不对" in done.stderr
    assert {one["line"] for one in json.loads(done.stdout)["faults"]} == {1, 4}
