"""Near-duplicates: which older text a new one belongs under.

Two texts are alike when they share at least `COMMON` fingerprints and half of those of the shorter one. Fingerprints
that more than `OFTEN` texts hold say little (a formula, a preface): they bring no two texts together, but count when
the `CLOSEST` that the rare ones brought together are compared. Texts that stand under another one are not counted
there, or the fifty-first copy of an article would find nobody. A new text joins the group it is most like; groups are
never merged by a text that holds parts of both.
"""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Final

from django.db import connection

from xuezuo.study.library.models import Material
from xuezuo.study.library.words.shingles import COMMON

OFTEN: Final = 50
CLOSEST: Final = 8
HALF: Final = 0.5

_ALIKE: Final = """
WITH mine AS MATERIALIZED (
    SELECT hash, material_id FROM library_shingle WHERE material_id = ANY(%(ids)s)
), usual AS MATERIALIZED (
    SELECT told.hash
    FROM (SELECT DISTINCT hash FROM mine) told
    WHERE (SELECT count(*)
           FROM (SELECT 1 FROM library_shingle other
                 WHERE other.hash = told.hash AND other.material_id < %(first)s LIMIT %(often)s + 1) held) > %(often)s
      AND (SELECT count(*)
           FROM (SELECT 1 FROM library_shingle other
                 JOIN library_material text ON text.id = other.material_id AND text.keeps_place
                 WHERE other.hash = told.hash AND other.material_id < %(first)s LIMIT %(often)s + 1) led) > %(often)s
), pair AS (
    SELECT mine.material_id AS young, other.material_id AS old, count(*) AS rare
    FROM mine
    JOIN library_shingle other ON other.hash = mine.hash AND other.material_id < mine.material_id
    WHERE mine.hash NOT IN (SELECT hash FROM usual)
    GROUP BY 1, 2 HAVING count(*) >= %(common)s
), near AS MATERIALIZED (
    SELECT young, old
    FROM (SELECT pair.young, pair.old, row_number() OVER (PARTITION BY pair.young ORDER BY rare DESC, old) AS place
          FROM pair JOIN library_material text ON text.id = pair.old AND text.withdrawn_at IS NULL) ranked
    WHERE place <= %(closest)s
)
SELECT near.young, near.old, count(*) AS every, count(*) FILTER (WHERE mine.hash & 15 = 0) AS sixteenth
FROM near
JOIN mine ON mine.material_id = near.young
CROSS JOIN LATERAL (
    SELECT 1 FROM library_shingle other WHERE other.hash = mine.hash AND other.material_id = near.old OFFSET 0
) shared
GROUP BY 1, 2
"""
# Every look into the fingerprints goes by their key and stops early, so that the work per text does not grow with the
# library. Left to itself, the planner reads the whole table for each batch: OFFSET 0 and LIMIT forbid it.
_SIZES: Final = """
SELECT material_id, count(*), count(*) FILTER (WHERE hash & 15 = 0)
FROM library_shingle WHERE material_id = ANY(%s) GROUP BY 1
"""
_SAME: Final = """
SELECT young.id, min(old.id)
FROM library_material young
JOIN library_material old ON old.sha256 = young.sha256 AND old.id < young.id AND old.withdrawn_at IS NULL
WHERE young.id = ANY(%s) AND young.sha256 <> ''
GROUP BY young.id
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Sizes:
    """How many fingerprints a text has: all that are kept, and those that long texts keep too."""

    every: int
    sixteenth: int

    @property
    def is_long(self) -> bool:
        """Only every 16th is kept."""
        return self.every == self.sixteenth


def group_new(materials: Sequence[Material]) -> dict[int, Material]:
    """Put new materials, each standing alone, under the older texts they repeat.

    Returns:
        id of a material that was put under another -> the material that keeps the place of its group.
    """
    best = _best_of(sorted(material.pk for material in materials))
    young = {material.pk: material for material in materials}
    olds = Material.objects.only("id", "group_id", "title", "keeps_place").in_bulk(
        sorted(set(best.values()) - set(young))
    )
    moved = []
    for key in sorted(best):
        material, old = young[key], young.get(best[key]) or olds[best[key]]
        material.group_id, material.keeps_place = old.group_id, False
        moved.append(material)
    Material.objects.bulk_update(moved, ["group_id", "keeps_place"])
    return _leaders(moved)


def _leaders(moved: Iterable[Material]) -> dict[int, Material]:
    members = {material.pk: material.group_id for material in moved}
    leaders = Material.objects.filter(group_id__in=set(members.values()), keeps_place=True, withdrawn_at=None)
    by_group = {one.group_id: one for one in leaders.only("id", "uid", "group_id", "title")}
    return {key: by_group[group] for key, group in members.items()}


def _best_of(ids: list[int]) -> dict[int, int]:
    """Return new id -> the id of the older text it is most like (the oldest of several)."""
    with connection.cursor() as cursor:
        first = ids[0] if ids else 0
        cursor.execute(_ALIKE, {"ids": ids, "first": first, "often": OFTEN, "common": COMMON, "closest": CLOSEST})
        pairs = cursor.fetchall()
        cursor.execute(_SIZES, [sorted({key for pair in pairs for key in pair[:2]})])
        sizes = {key: Sizes(every, sixteenth) for key, every, sixteenth in cursor.fetchall()}
        cursor.execute(_SAME, [ids])
        same = dict(cursor.fetchall())
    found: dict[int, tuple[float, int]] = {}
    for young, old, every, sixteenth in pairs:
        share = containment(sizes[young], sizes[old], Sizes(every, sixteenth))
        if share >= HALF:
            found[young] = max(found.get(young, (0.0, 0)), (share, -old))
    return {young: -old for young, (_, old) in found.items()} | same


def containment(left: Sizes, right: Sizes, shared: Sizes) -> float:
    """Return which part of the smaller sample the two texts share; 0.0 when it is fewer than `COMMON`.

    A long text keeps every 16th fingerprint only: beside one, a short text is judged by the same.
    """
    if left.is_long or right.is_long:
        common, least = shared.sixteenth, min(left.sixteenth, right.sixteenth)
    else:
        common, least = shared.every, min(left.every, right.every)
    return common / least if common >= COMMON and least else 0.0
