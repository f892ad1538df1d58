"""Who may open the pages of the reports room."""

from tests.support.access import Row, World

READERS = "wang li wu sun"


def _office(world: World) -> dict[str, object]:
    return {"uid": world.cast.office.uid}


UNIT_PAGE = {200: READERS, 404: "zheng zhou", 403: "zhao qian feng", 302: "stranger"}
ANY_POST = {200: f"{READERS} zheng zhou", 403: "zhao qian feng", 302: "stranger"}
FIGURE = "period=2025-03&figure=meetings.lecture"
ROWS = (
    Row("reports:home", expected=ANY_POST),
    Row("reports:figure-list", expected=ANY_POST),
    Row("reports:rollup", _office, UNIT_PAGE),
    Row("reports:rollup-csv", _office, UNIT_PAGE),
    Row("reports:rollup-xlsx", _office, UNIT_PAGE),
    Row("reports:behind", _office, UNIT_PAGE, query=FIGURE),
    Row("reports:behind-csv", _office, UNIT_PAGE, query=FIGURE),
    Row("reports:behind-xlsx", _office, UNIT_PAGE, query=FIGURE),
    Row("reports:overview", _office, UNIT_PAGE),
    Row("reports:overview-docx", _office, UNIT_PAGE),
    Row("reports:sheet", _office, UNIT_PAGE),
    Row("reports:check", _office, UNIT_PAGE),
    Row("reports:check", _office, UNIT_PAGE, method="post", data=lambda _: {"text": "12人中3人，占26%。"}),
)
