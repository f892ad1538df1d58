import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from xuezuo.life.exchange.findings import Report
from xuezuo.life.services.exchange import DeedFile, deeds_import
from xuezuo.platform.access import SYSTEM, acting_as

type Import = Callable[..., Report]


@pytest.fixture
def load(db: None, tmp_path: Path, at: dt.datetime) -> Import:
    """Import deeds given as objects or as raw lines; keyword arguments go to the service."""

    def run(*deeds: dict[str, object] | str, **options: object) -> Report:
        path = tmp_path / "deeds.jsonl"
        texts = [deed if isinstance(deed, str) else json.dumps(deed, ensure_ascii=False) for deed in deeds]
        path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
        values = {"actor": SYSTEM, "file": DeedFile(path, path.name), "at": at, **options}
        with acting_as(values["actor"]):
            return deeds_import(**values)  # type: ignore[arg-type]  # test sugar

    return run
