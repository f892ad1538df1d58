"""`xuezuo check-pack` names every fault of a file and accepts what is shipped."""

import json
from pathlib import Path

import pytest

from xuezuo.config.cli.main import main
from xuezuo.rules.loader import SHIPPED
from xuezuo.study.campaigns.tests.test_packs import THIRD


def test_a_shipped_pack_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-pack", str(next(SHIPPED.rglob("*.yaml")))]) == 0
    assert capsys.readouterr().out == ""


def test_faults_are_named_with_their_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text("id: ours\nlevel: village\n", encoding="utf-8")

    assert main(["check-pack", str(file), "--json"]) == 1

    shown = capsys.readouterr()
    found = json.loads(shown.out)
    assert {"value"} <= {one["code"] for one in found}
    assert "ours.yaml:2" in shown.err


def test_a_missing_file_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["check-pack", "nowhere.yaml"])
    assert exit_.value.code == 2


def test_a_campaign_pack_is_told_apart_and_checked_by_its_own_rules(tmp_path, capsys) -> None:  # type: ignore[no-untyped-def]  # fixtures
    path = tmp_path / "third.yaml"
    path.write_text(THIRD, encoding="utf-8")
    assert main(["check-pack", str(path)]) == 0
    path.write_text(THIRD.replace("title: 秋收学习月\n", ""), encoding="utf-8")
    assert main(["check-pack", str(path)]) == 1
    assert "third.yaml:2 title [missing]" in capsys.readouterr().err
