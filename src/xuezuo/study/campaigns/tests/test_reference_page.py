"""The page that explains campaign packs names every key, and its example is sound."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from xuezuo.study.campaigns.exchange.validating import validate_campaign
from xuezuo.study.campaigns.types import pack

PAGE = Path(__file__).parents[5] / "docs/reference/campaign-packs.md"


@pytest.fixture(scope="module")
def page() -> str:
    if not PAGE.exists():
        pytest.skip("the docs do not lie beside the installed package")
    return PAGE.read_text(encoding="utf-8")


def keys() -> Iterator[str]:
    for model in vars(pack).values():
        if isinstance(model, type) and issubclass(model, BaseModel):
            yield from (field.alias or name for name, field in model.model_fields.items())


def test_every_key_is_explained(page: str) -> None:
    assert set(keys()) - set(re.findall(r"`([^`\n]+)`", page)) == set()


def test_the_example_is_sound(page: str, tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    path = tmp_path / "example.yaml"
    path.write_text(example, encoding="utf-8")
    assert validate_campaign(path) == []
