"""Who may open the pages of the duties room."""

from tests.support.access import INSIDE, REST, Row, World


def _office(world: World) -> dict[str, object]:
    return {"uid": world.cast.office.uid}


def _trace(world: World) -> dict[str, object]:
    return {"uid": world.cast.office.uid, "duty": "theme_day", "period": "2025-03"}


UNIT_PAGE = {200: INSIDE, 404: "zheng zhou", 403: "feng", 302: "stranger"}
HOURS_PAGE = {200: "wang li", 404: "zheng zhou", 403: "zhao qian wu sun feng", 302: "stranger"}
OWN_UNIT = {302: REST, 403: "feng"}
ROWS = (
    Row("duties:this-month", expected=OWN_UNIT),
    Row("duties:unit-status", expected=OWN_UNIT),
    Row("duties:month", _office, UNIT_PAGE),
    Row("duties:year", _office, UNIT_PAGE),
    Row("duties:standing", _office, UNIT_PAGE),
    Row("duties:burden-home", expected=OWN_UNIT),
    Row("duties:burden", _office, UNIT_PAGE),
    Row("duties:burden-file", _office, UNIT_PAGE),
    Row("duties:trace", _trace, UNIT_PAGE),
    Row("duties:my-hours", expected=OWN_UNIT),
    Row(
        "duties:member-hours",
        lambda w: {"uid": w.cast.zhao.uid},
        {200: "wang li zhao", 404: "zheng zhou", 403: "qian wu sun feng", 302: "stranger"},
    ),
    Row(
        "duties:unit-hours", _office, {200: "wang li", 404: "zheng zhou", 403: "zhao qian wu sun feng", 302: "stranger"}
    ),
    Row("duties:rule-list", expected={200: REST, 302: "stranger"}),
    Row("duties:rule-detail", lambda _: {"duty": "theme_day"}, {200: REST, 302: "stranger"}),
)
