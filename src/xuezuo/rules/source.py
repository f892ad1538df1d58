"""Read a YAML file into plain values and remember on which line each of them stands.

PyYAML alone keeps the last of two equal keys without a word and follows aliases; both are refused here, because a
pack must say exactly what a reader sees.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Final

import yaml

from xuezuo.rules.findings import Finding, Place, written

MAX_BYTES: Final = 1_000_000


class _AliasUsedError(yaml.MarkedYAMLError):
    """The file uses `&` and `*`."""


class _Loader(yaml.SafeLoader):
    """A safe loader that refuses aliases before they can repeat or nest themselves."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse an alias, otherwise compose as usual."""
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]  # the stubs leave it untyped
            raise _AliasUsedError(problem_mark=mark)
        return super().compose_node(parent, index)


@dataclasses.dataclass(slots=True)
class Source:
    """A file as read.

    Attributes:
        path: the file.
        data: its content as plain values, None when it could not be read.
        lines: the line of every place.
        findings: faults met while reading.
    """

    path: Path
    data: object = None
    lines: dict[Place, int] = dataclasses.field(default_factory=dict)
    findings: list[Finding] = dataclasses.field(default_factory=list)

    def line_of(self, place: Place) -> int:
        """Return the line of `place`, or of the nearest place around it that exists."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 0)

    def add(self, place: Place, code: str, message: str) -> None:
        """Note a fault at `place`."""
        self.findings.append(Finding(self.path, self.line_of(place), written(place), code, message))

    def add_at(self, line: int, code: str, message: str) -> None:
        """Note a fault on a line that has no place, because the document could not be understood."""
        self.findings.append(Finding(self.path, line, "", code, message))


def read_source(path: Path) -> Source:
    """Read `path`; faults are in the result's `findings`, nothing is raised."""
    source = Source(path)
    text = _text(source)
    if text is None:
        return source
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        source.data = None if node is None else _value(loader, node, (), source)
    except _AliasUsedError as error:
        source.add_at(_line(error), "alias", "使用了别名（* 引用）。")
    except yaml.MarkedYAMLError as error:
        source.add_at(_line(error), "yaml", "不是有效的 YAML。")
    except yaml.YAMLError:
        source.add_at(0, "yaml", "含有 YAML 不允许的字符。")
    except RecursionError:
        source.add_at(0, "yaml", "层次过深。")
    if source.data is None and not source.findings:
        source.add_at(0, "yaml", "文件是空的。")
    return source


def _text(source: Source) -> str | None:
    try:
        if source.path.stat().st_size > MAX_BYTES:
            source.add_at(0, "unreadable", "文件过大。")
            return None
        return source.path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        source.add_at(0, "unreadable", "文件无法读取。")
        return None


def _line(error: yaml.MarkedYAMLError) -> int:
    return error.problem_mark.line + 1 if error.problem_mark else 0


def _value(loader: yaml.SafeLoader, node: yaml.Node, place: Place, source: Source) -> object:
    """Turn a node into a plain value; note lines and double keys on the way."""
    source.lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, place, source)
    if isinstance(node, yaml.SequenceNode):
        return [_value(loader, item, (*place, index), source) for index, item in enumerate(node.value)]
    try:
        return loader.construct_object(node)
    except ValueError:  # looks like a date, but no such day exists
        source.add(place, "value", f"“{node.value}”不是存在的日期或数字。")
        return node.value


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode, place: Place, source: Source) -> dict[str, object]:
    found: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in found:
            line = key_node.start_mark.line + 1
            source.findings.append(
                Finding(source.path, line, written((*place, key)), "duplicate_key", f"“{key}”出现了两次。")
            )
            continue
        source.lines[*place, key] = key_node.start_mark.line + 1
        found[key] = _value(loader, value_node, (*place, key), source)
    return found
