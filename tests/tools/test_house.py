"""The scripts that keep the house: locks, budgets, releases, links."""

import datetime as dt
from pathlib import Path

import pytest
from tools.docs import links

from tools import budgets, lock, release

LOCK = """\
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:aa
    # via click
django==6.1.3 \\
    --hash=sha256:bb \\
    --hash=sha256:cc
"""


def test_pins_are_versions_with_their_markers():
    assert lock.pins(LOCK) == ["colorama==0.4.6 ; sys_platform == 'win32'", "django==6.1.3"]


def test_pins_replace_the_former_ones():
    project = 'a = 1\nconstraint-dependencies = [\n  "old==1",\n]\n\n[b]\n'
    assert lock.with_pins(project, ["new==2"]) == 'a = 1\nconstraint-dependencies = [\n  "new==2",\n]\n\n[b]\n'


def test_a_release_collects_the_fragments():
    text = f"# 更新记录\n\n{release.MARK}"
    made = release.changelog(text, "0.2.0", dt.date(2026, 12, 1), ["可以扫码签到。"])
    assert made.endswith("## 0.2.0 （2026-12-01）\n\n- 可以扫码签到。\n")
    with pytest.raises(ValueError, match=r"0\.2\.0"):
        release.changelog(made, "0.2.0", dt.date(2026, 12, 2), [])


BREACHES = {
    "a/templates/x.html": ("line\n" * 151, "template of 151"),
    "a/long.py": ("x = 1\n" * 401, "file of 401"),
    "a/f.py": ("def f():\n" + "    x = 1\n" * 50, "function f of 51"),
    "a/views/v.py": ("def v(request):\n" + "    x = 1\n" * 25, "view v of 26"),
    "a/g.py": ("def g(a, b, c, d, e, f, g):\n    pass\n", "7 arguments"),
}


@pytest.mark.parametrize("name", BREACHES)
def test_budgets_are_noticed(name):
    text, words = BREACHES[name]
    assert [words in found for found in budgets.breaches(Path(name), text)] == [True]


def test_broken_links_are_noticed(tmp_path, monkeypatch):
    page = tmp_path / "a.md"
    page.write_text(
        "# 标题 一\n[ok](#标题-一) [gone](b.md) [no](#nowhere) [out](https://example.org)\n", encoding="utf-8"
    )
    monkeypatch.setattr(links, "tracked_files", lambda _: [page])
    assert links.faults(tmp_path) == ["a.md: broken link b.md", "a.md: broken link #nowhere"]
