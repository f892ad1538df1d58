"""How many queries a page may need, kept in tests/budgets/<app>.json.

    def test_list(client, query_budget):
        with query_budget("org:unit-list"):
            client.get(reverse("org:unit-list"))

More queries fail: something asks row by row. Fewer fail too, so that the file stays true: `pytest --write-budgets`.
Queries of session, savepoints and scope are counted like all others; what a page costs is what it costs.
"""

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

FOLDER = Path(__file__).resolve().parents[1] / "budgets"


@pytest.fixture
def query_budget(request: pytest.FixtureRequest, db: None) -> Callable[[str], contextlib.AbstractContextManager[None]]:
    """Compare the queries of the block with the number that is written down for this name (`app:page`)."""

    @contextlib.contextmanager
    def budget(name: str) -> Iterator[None]:
        with CaptureQueriesContext(connection) as captured:
            yield
        path = FOLDER / f"{name.partition(':')[0]}.json"
        known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        if request.config.getoption("write_budgets"):
            FOLDER.mkdir(exist_ok=True)
            path.write_text(json.dumps(known | {name: len(captured)}, indent=1, sort_keys=True) + "\n", "utf-8")
            return
        spent = "\n".join(query["sql"][:200] for query in captured.captured_queries)
        assert len(captured) == known.get(name), f"{name}: {len(captured)} queries, {known.get(name)} expected\n{spent}"

    return budget
