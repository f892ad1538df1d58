"""Units as the commands name them."""

import pytest

from xuezuo.kernel.errors import NotFound
from xuezuo.org.queries.tree import unit_by_code


@pytest.mark.django_db
def test_an_unknown_code_is_named(cast):
    assert unit_by_code(cast.office.code).pk == cast.office.pk
    with pytest.raises(NotFound, match="没有代码为“NIX”的党组织"):
        unit_by_code("NIX")
