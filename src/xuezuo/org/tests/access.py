"""Who may open the pages of the organization: one table per noun."""

from tests.support.access import World

from xuezuo.org.tests import access_people, access_roster, access_units

TABLES = (access_people, access_roster, access_units)
ROWS = tuple(row for table in TABLES for row in table.ROWS)


def prepare(world: World) -> None:
    """Make what the tables need."""
    for table in TABLES:
        table.prepare(world)
