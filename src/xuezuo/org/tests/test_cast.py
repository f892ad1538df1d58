import pytest

from xuezuo.org.models import Closure, Member
from xuezuo.org.pinyin import reading_of
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.org.types import Role
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db


def test_cast_stands_in_its_tree(cast: Cast) -> None:
    with acting_as(SYSTEM):
        above = Closure.objects.filter(descendant=cast.first_group, during__contains=TODAY).order_by("depth")
        assert [row.ancestor_id for row in above] == [cast.first_group.pk, cast.office.pk, cast.committee.pk]
        assert [row.via_id for row in above] == [None, cast.first_group.pk, cast.office.pk]
        assert Member.objects.count() == 8


def test_cast_gets_roles_from_posts(cast: Cast) -> None:
    assert {grant.role for grant in cast.actor(cast.wang).grants} == {Role.SECRETARY, Role.MEMBER}
    assert not cast.actor(cast.wu).whole_tree  # the committee is the top of a tree, but there is another tree
    assert cast.admin.grants == ()


def test_reading_keeps_letters_and_digits() -> None:
    assert reading_of("第2支部A").pinyin == "di2zhibua"
    assert reading_of("林场党委").initials == "lcdw"
