"""Who may open the pages of units."""

from tests.support.access import INSIDE, REST, Row, World


def prepare(world: World) -> None:
    """The cast's own tree is enough."""


def _office(world: World) -> dict[str, object]:
    return {"uid": world.cast.office.uid}


DEEDS = ("set-up", "rename", "move", "merge", "split", "dissolve")
CHANGE = {200: "wu", 403: REST, 302: "stranger"}  # whoever is no organizer anywhere does not get as far as the unit
ROWS = (
    Row("org:unit-list", expected={200: REST, 403: "feng", 302: "stranger"}),
    Row("org:unit-detail", _office, {200: INSIDE, 404: "zheng zhou", 403: "feng", 302: "stranger"}),
    *(Row(f"org:unit-{deed}", _office, CHANGE) for deed in DEEDS),
)
