"""What holds in every source file. Each guard says why; an allowlist entry that is no longer needed fails."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from tools.budgets import all_breaches

from tests.architecture.tree import ROOT, SOURCES, files, modules, parsed, relative

TEXT = {".py", ".html", ".js", ".css", ".md", ".toml", ".yaml", ".yml", ".json", ".txt", ".sh", ".lock", ""}
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now", "timezone.localdate"}
CLOCKS |= {"time.time", "timezone.localtime"}
CLOCK_READERS = {"src/xuezuo/kernel/clock.py": "the one place"}
BROAD_READERS: dict[str, str] = {
    "src/xuezuo/platform/jobs/runner.py": "the edge of background work: logged, and the watcher is told",
}


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield (dotted end of the called name, call)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ".".join(ast.unparse(node.func).split(".")[-2:]), node


def listed(found: Iterable[str]) -> str:
    """One a line, so that a failure can be read."""
    return "\n" + "\n".join(found)


def allowed(found: set[str], allowlist: dict[str, str]) -> None:
    """Fail on what is not allowed and on what is allowed without need."""
    assert found - set(allowlist) == set()
    assert set(allowlist) - found == set(), "stale allowlist"


def test_budgets_of_length():
    """A file is read in one sitting, a function on one screen."""
    found = all_breaches()
    assert not found, listed(found)


def test_only_one_place_reads_the_clock():
    """Rules, services and queries are asked about a day; a hidden "today" makes them untestable and wrong at night."""
    found = {relative(path) for path in modules() for name, _ in calls(parsed(path)) if name in CLOCKS}
    allowed(found, CLOCK_READERS)


def test_nothing_is_swallowed():
    """`except Exception` hides faults; only the outermost edges may catch everything, and then report it."""
    found = {
        relative(path)
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type) == "Exception")
    }
    allowed(found, BROAD_READERS)


def test_save_names_its_columns():
    """A bare `save()` writes back columns that somebody else has changed meanwhile."""
    found = [
        f"{relative(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "save"
        and not {keyword.arg for keyword in node.keywords} & {"update_fields", "force_insert"}
        and not ast.unparse(node.func.value).endswith(("form", "storage", "document", "workbook", "super()", "session"))
    ]
    assert not found, listed(found)


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node


@pytest.mark.parametrize("path", modules(), ids=relative)
def test_public_things_say_what_they_do(path):
    """Module, public classes and functions: the first line is the deed in the imperative."""
    tree = parsed(path)
    assert ast.get_docstring(tree), "module docstring: the map of the module"
    assert [node.name for node in public_functions(tree) if not ast.get_docstring(node)] == []


SERVICES = [path for path in modules() if "services" in path.parts or path.name == "services.py"]


@pytest.mark.parametrize("path", SERVICES, ids=relative)
def test_use_cases_take_actor_first_and_time_last(path):
    """Keyword-only, `actor` first, `on`/`at` last: no hidden actor, no hidden clock."""
    wrong = []
    for node in parsed(path).body:
        if (
            isinstance(node, ast.FunctionDef)
            and node.name[0] != "_"
            and any("use_case(" in ast.unparse(d) for d in node.decorator_list)
        ):
            names = [argument.arg for argument in node.args.kwonlyargs]
            required = [name for name, default in zip(names, node.args.kw_defaults, strict=True) if default is None]
            if node.args.args or not required or required[0] != "actor" or required[-1] not in {"at", "on"}:
                wrong.append(node.name)
    assert not wrong, listed(wrong)


# In pieces, so that this file does not contain what it forbids.
WORKPLACE = ["/wo" + "rk/", "/fa" + "rm/", ".libr" + "ary/"]
REGISTRIES = [
    "pyp" + "i.org",
    "pythonhos" + "ted",
    "npm" + "js.",
    "deb.deb" + "ian",
    "registry.np" + "mjs",
    "unpk" + "g.com",
    "jsdel" + "ivr",
]


def test_no_address_of_a_workplace_or_registry():
    """The product is built anywhere; where it was written is nobody's business, and addresses rot."""
    found = [
        f"{relative(path)}: {word}"
        for path in files()
        if path.suffix in TEXT and "vendor" not in path.parts
        for word in (*WORKPLACE, *REGISTRIES)
        if word in path.read_text(encoding="utf-8", errors="replace")
    ]
    assert not found, listed(found)


def test_the_lock_has_hashes_and_no_address():
    """`uv.lock` names a registry and is not tracked; requirements.lock does not and is."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert len(re.findall(r"(?m)^\S+==", lock)) == len(re.findall(r"==[^\n]*\\\n\s+--hash=sha256:", lock))
    assert "uv.lock" not in {relative(path) for path in files()}


def test_every_dependency_says_why():
    """A dependency nobody can explain is one nobody dares to remove."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = tomllib.loads(text)
    wanted = [*named["project"]["dependencies"], *named["dependency-groups"]["dev"], *named["build-system"]["requires"]]
    wanted += [one for extra in named["project"].get("optional-dependencies", {}).values() for one in extra]
    lines = [line.strip() for line in text.splitlines() for one in wanted if f'"{one}"' in line]
    assert lines
    assert [line for line in lines if not re.search(r"#\s*\S+ \S+", line)] == []


def test_every_suppression_says_why():
    """`noqa` and `type: ignore` carry a code and a reason on the same line."""
    bare = re.compile(r"#\s*(noqa|type: ignore)(?!(: [A-Z0-9, ]+|\[[a-z-, ]+\])\s+#\s*\S+)")
    found = [
        f"{relative(path)}:{number}"
        for path in files()
        if path.suffix == ".py" and "migrations" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line) and "re.compile" not in line and not line.strip().startswith(('"""', "`"))
    ]
    assert not found, listed(found)


TEMPLATES = [path for path in files() if path.suffix == ".html" and path.is_relative_to(SOURCES)]
PIECES = ("components", "widgets", "elements", "snippets", "includes")


def is_page(path: Path) -> bool:
    """Tell whether the template is a page: not a component, not one that only another template includes."""
    return not set(PIECES) & set(path.parts) and not path.name.startswith("_")


def test_pages_extend_the_base():
    """One shell: navigation, skip link, large text, CSP nonce-free head."""
    included = {
        name
        for path in TEMPLATES
        for name in re.findall(r"{% include ['\"]([^'\"]+)", path.read_text(encoding="utf-8"))
    }
    roots = {"web/base.html", "web/bare.html"}
    found = []
    for path in TEMPLATES:
        name, text = path.as_posix().split("/templates/")[1], path.read_text(encoding="utf-8")
        if is_page(path) and name not in included | roots and not re.search(r"{% extends ", text):
            found.append(name)
    assert sorted(found) == sorted(STANDALONE)


STANDALONE = {
    "reports/overview_file.html": "a file to keep, with its style inside",
    "web/error_notice.html": "put into an open page by htmx",
}


def test_the_lock_holds_every_dependency():
    """A dependency that was added without `just lock` is tested in another version than it is shipped."""
    named = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*named["project"]["dependencies"], *named["dependency-groups"]["dev"]]
    names = {re.split(r"[\[<>=~! ]", one)[0].lower() for one in wanted}
    locked = set(re.findall(r"(?m)^(\S+?)==", (ROOT / "requirements.lock").read_text(encoding="utf-8")))
    pinned = {re.split("==", one)[0] for one in named["tool"]["uv"]["constraint-dependencies"]}
    assert names <= locked
    assert pinned == locked
