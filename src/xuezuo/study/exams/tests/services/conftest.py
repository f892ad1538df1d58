"""An exam of the committee, and 赵党员 who sits it."""

import pytest

from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.exams.tests import papers


@pytest.fixture
def exam(cast):
    """A published exam of the committee with four questions of 25 marks."""
    with acting_as(SYSTEM):
        return papers.exam(cast.committee)


@pytest.fixture
def zhao(cast):
    """赵党员, who acts."""
    with acting_as(cast.actor(cast.zhao)) as actor:
        yield actor
