"""Links between Markdown files: each leads to a file or heading that exists."""

import re
from pathlib import Path

from tools.budgets import tracked_files

LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"(?ms)^```.*?^```")
HEADING = re.compile(r"(?m)^#{1,6} +(.+?) *$")


def anchors(text: str) -> set[str]:
    """Return the anchors of a page's headings, as forges make them."""
    plain = (re.sub(r"[`*_]", "", heading).strip().lower() for heading in HEADING.findall(FENCE.sub("", text)))
    return {re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading)) for heading in plain}


def faults(root: Path) -> list[str]:
    """Return `file: link` for every link inside the repository that leads nowhere."""
    return [
        f"{path.relative_to(root)}: broken link {link}"
        for path in tracked_files(root)
        if path.suffix == ".md"
        for link in LINK.findall(FENCE.sub("", path.read_text(encoding="utf-8")))
        if not re.match(r"[a-z]+:", link) and not _leads_somewhere(path, link)
    ]


def _leads_somewhere(page: Path, link: str) -> bool:
    place, _, anchor = link.partition("#")
    target = (page.parent / place).resolve() if place else page
    if not target.exists():
        return False
    return not anchor or target.suffix != ".md" or anchor.lower() in anchors(target.read_text(encoding="utf-8"))
