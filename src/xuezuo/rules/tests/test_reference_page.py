"""The page that explains the pack format names every key, word and fault, and its example is sound."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from xuezuo.kernel.periods import PeriodKind
from xuezuo.rules import schema, vocabulary
from xuezuo.rules.findings import ADVICE
from xuezuo.rules.loader import validate_pack

PAGE = Path(__file__).parents[4] / "docs/reference/rule-packs.md"
OWN_WORDS = {vocabulary.Verdict, vocabulary.UnitKind}  # not written in packs


@pytest.fixture(scope="module")
def page() -> str:
    if not PAGE.exists():
        pytest.skip("the docs do not lie beside the installed package")
    return PAGE.read_text(encoding="utf-8")


def keys() -> Iterator[str]:
    for model in vars(schema).values():
        if isinstance(model, type) and issubclass(model, BaseModel):
            yield from (field.alias or name for name, field in model.model_fields.items())


def words() -> Iterator[str]:
    for kind in (*vars(vocabulary).values(), PeriodKind):
        if isinstance(kind, type) and issubclass(kind, vocabulary.Enum) and kind not in OWN_WORDS:
            yield from (str(member.value) for member in kind)


def test_every_key_word_and_fault_is_explained(page: str) -> None:
    told = set(re.findall(r"`([^`\n]+)`", page))

    assert {*keys(), *words(), *ADVICE} - told == set()


def test_every_advice_is_the_one_the_loader_gives(page: str) -> None:
    assert [code for code, advice in ADVICE.items() if f"{advice} |" not in page] == []


def test_the_example_is_sound(page: str, tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    path = tmp_path / "example.yaml"
    path.write_text(example, encoding="utf-8")

    assert validate_pack(path) == []
