"""A small reader of HTML for checks that a browser would make: labels, headings, ids, inline code."""

import dataclasses
from html.parser import HTMLParser

VOID = {"input", "img", "br", "hr", "meta", "link", "use", "path", "rect"}
SILENT_INPUTS = {"hidden", "submit", "button"}


@dataclasses.dataclass
class Faults(HTMLParser):
    """Reads a page and lists what a person with a screen reader, or the CSP, would stumble over."""

    text: str
    found: list[str] = dataclasses.field(default_factory=list)
    ids: list[str] = dataclasses.field(default_factory=list)
    labelled: set[str] = dataclasses.field(default_factory=set)
    pointed: set[str] = dataclasses.field(default_factory=set)
    fields: list[tuple[str, bool]] = dataclasses.field(default_factory=list)
    headings: list[int] = dataclasses.field(default_factory=list)
    open: list[str] = dataclasses.field(default_factory=list)

    def __post_init__(self):
        super().__init__()
        self.feed(self.text)
        self.close()
        self._judge()

    def handle_starttag(self, tag, attrs):
        have = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        self._inline_code(tag, have)
        if "id" in have:
            self.ids.append(have["id"])
        if tag == "label" and have.get("for"):
            self.labelled.add(have["for"])
        for name in ("aria-describedby", "aria-labelledby"):
            self.pointed.update((have.get(name) or "").split())
        if tag in {"input", "select", "textarea"} and have.get("type") not in SILENT_INPUTS:
            self.fields.append((have.get("id", ""), "label" in self.open or "aria-label" in have))
        self._needs(tag, have)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def _needs(self, tag, have):
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append(int(tag[1]))
        needed = {"img": "alt", "th": "scope", "html": "lang"}.get(tag)
        if needed and needed not in have:
            self.found.append(f"{tag} without {needed}")

    def _inline_code(self, tag, have):
        if "style" in have or tag == "style":
            self.found.append(f"inline style in <{tag}>")
        if tag == "script" and "src" not in have and have.get("type") != "application/json":
            self.found.append("inline script")
        self.found += [f"inline handler {name}" for name in have if name.startswith(("on", "hx-on"))]

    def _judge(self):
        self.found += [f"id {name} twice" for name in set(self.ids) if self.ids.count(name) > 1]
        self.found += [
            f"field {name} without label" for name, has in self.fields if not has and name not in self.labelled
        ]
        self.found += [f"nothing has the id {name}" for name in self.pointed - set(self.ids)]
        if self.headings.count(1) != 1:
            self.found.append(f"{self.headings.count(1)} headings h1")
        steps = zip(self.headings, self.headings[1:], strict=False)
        self.found += [f"h{a} is followed by h{b}" for a, b in steps if b > a + 1]
