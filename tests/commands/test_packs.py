"""`xuezuo check-pack` names every fault of a file and accepts what is shipped."""

import json
from pathlib import Path

import pytest

from xuezuo.config.cli.main import main
from xuezuo.rules.loader import SHIPPED


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
