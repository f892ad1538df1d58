"""Turn pydantic's errors into findings that a maintainer of packs can act on, in Chinese."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from pydantic import BaseModel, ValidationError

from xuezuo.rules.findings import Place
from xuezuo.rules.schema import PackModel
from xuezuo.rules.source import Source

type Context = Mapping[str, object]

# pydantic's error type -> our code and what is wrong; an unknown type is told as "not the right value".
_WORDING: Final[Mapping[str, tuple[str, Callable[[Context], str]]]] = {
    "missing": ("missing", lambda _: "缺少这一项。"),
    "extra_forbidden": ("unknown_key", lambda _: "包里没有这一项。"),
    "string_type": ("type", lambda _: "应为文字；像数字的编号请加引号。"),
    "int_type": ("type", lambda _: "应为整数，不加引号。"),
    "bool_type": ("type", lambda _: "应为 true 或 false。"),
    "date_type": ("type", lambda _: "应为日期，写作 2018-10-28，不加引号。"),
    "list_type": ("type", lambda _: "应为列表。"),
    "dict_type": ("type", lambda _: "应为“名称: 内容”的形式。"),
    "model_type": ("type", lambda _: "应为“名称: 内容”的形式。"),
    "enum": ("value", lambda context: _one_of(str(context["expected"]))),
    "literal_error": ("value", lambda context: _one_of(str(context["expected"]))),
    "string_too_short": ("value", lambda _: "不能为空。"),
    "string_too_long": ("value", lambda context: f"过长，最多 {context['max_length']} 个字符。"),
    "too_short": ("value", lambda _: "至少要有一项。"),
    "greater_than_equal": ("value", lambda context: f"不能小于 {context['ge']}。"),
    "less_than_equal": ("value", lambda context: f"不能大于 {context['le']}。"),
    "string_pattern_mismatch": ("value", lambda _: "编号或文字的写法不对（编号用小写英文字母、数字和规定的连接符）。"),
}
_OTHER: Final[tuple[str, Callable[[Context], str]]] = ("value", lambda _: "取值不对。")


def model_of(source: Source) -> PackModel | None:
    """Return the content of `source` as a rule pack; None with findings added when the shape is wrong."""
    return shaped(source, PackModel)


def shaped[M: BaseModel](source: Source, model: type[M]) -> M | None:
    """Return the content of `source` in the shape of `model`; None with findings added when the shape is wrong."""
    if source.data is None:
        return None
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        told: set[Place] = set()
        for fault in error.errors(include_url=False, include_input=False):
            place = _place(fault["loc"])
            if place not in told:  # a value that may be a number or a word gives one error for each
                told.add(place)
                code, say = _WORDING.get(fault["type"], _OTHER)
                source.add(place, code, say(fault.get("ctx", {})))
        return None


def _one_of(expected: str) -> str:
    """Return pydantic's `'a', 'b' or 'c'` as a reader of Chinese writes it."""
    values = expected.replace(" or ", ", ").replace("'", "").split(", ")
    return f"应为{'以下之一：' if len(values) > 1 else ' '}{'、'.join(values)}。"


def _place(location: Place) -> Place:
    """Keep the steps that a reader sees in the file; pydantic adds `[key]`, or the branch of a union, behind them."""
    while location and location[-1] in {"[key]", "int", "str"}:
        location = location[:-1]
    return location
