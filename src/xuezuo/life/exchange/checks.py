"""What only the database knows about a staged file: units, members, ids; each check one statement."""

from typing import Final

from xuezuo.life.deeds import TALK_KIND_PREFIX
from xuezuo.life.exchange.findings import Report
from xuezuo.life.exchange.staging import Params, fetch, run
from xuezuo.life.types import KINDS_OF_UNIT
from xuezuo.platform.access import beyond_scope

_RESOLVE: Final = (
    """UPDATE deed_line l SET unit_id = u.id, unit_kind = u.kind FROM org_unit u
        WHERE u.code = l.unit_code AND (%(units)s::bigint[] IS NULL OR u.id = ANY(%(units)s))""",
    # A whole number names its member anywhere: guests and lecturers come from other branches.
    "UPDATE deed_line l SET lecturer_id = m.id FROM org_member m WHERE m.number = l.lecturer",
    "UPDATE deed_person p SET member_id = m.id FROM org_member m WHERE m.number = p.number",
    "UPDATE deed_line l SET activity_id = a.id FROM life_activity a WHERE a.uid = l.uid",
    "UPDATE deed_line l SET talk_id = t.id FROM life_hearttalk t WHERE t.uid = l.uid",
)
# Nobody ends these units until the import is through.
_KEEP: Final = """SELECT 1 FROM org_unit WHERE id IN (SELECT unit_id FROM deed_line) ORDER BY id FOR KEY SHARE"""
# Each gives (row, column, value, parameter of the message).
_FAULTS: Final = {
    "id_duplicate": """SELECT row, 'id', uid::text, first FROM (
        SELECT row, uid, min(row) OVER (PARTITION BY uid) AS first FROM deed_line WHERE uid IS NOT NULL) d
        WHERE row <> first""",
    "unit_unknown": "SELECT row, 'unit', unit_code, 0 FROM deed_line WHERE unit_code IS NOT NULL AND unit_id IS NULL",
    "unit_not_alive": """SELECT l.row, 'date', l.occurred_on::text, 0
        FROM deed_line l JOIN org_unit u ON u.id = l.unit_id WHERE NOT u.during @> l.occurred_on""",
    "lecturer_unknown": """SELECT row, 'lecturer', lecturer, 0 FROM deed_line
        WHERE lecturer IS NOT NULL AND lecturer_id IS NULL""",
    "member_unknown": """SELECT row, 'attendance[' || place || '].member', number, 0 FROM deed_person
        WHERE member_id IS NULL""",
    "id_taken": """SELECT l.row, 'id', l.uid::text, 0 FROM deed_line l
          LEFT JOIN life_activity a ON a.id = l.activity_id LEFT JOIN life_hearttalk t ON t.id = l.talk_id
         WHERE a.unit_id <> l.unit_id OR t.unit_id <> l.unit_id
            OR (l.activity_id IS NOT NULL AND starts_with(l.kind, %(talks)s))
            OR (l.talk_id IS NOT NULL AND NOT starts_with(l.kind, %(talks)s))""",
    "talk_differs": """SELECT l.row, 'id', l.uid::text, 0 FROM deed_line l JOIN life_hearttalk t ON t.id = l.talk_id
         WHERE t.unit_id = l.unit_id AND starts_with(l.kind, %(talks)s) AND NOT l.is_held_back
           AND (%(talks)s || t.pair <> l.kind OR t.occurred_on <> l.occurred_on OR
                (SELECT array_agg(p.member_id ORDER BY p.member_id) FROM deed_person p WHERE p.row = l.row)
                <> ARRAY[least(t.first_id, t.second_id), greatest(t.first_id, t.second_id)])""",
    "kind_does_not_fit": """SELECT row, 'kind', kind, 0 FROM deed_line
        WHERE unit_kind IS NOT NULL AND kind IS NOT NULL AND NOT starts_with(kind, %(talks)s)
          AND unit_kind || ' ' || kind <> ALL(%(fitting)s)""",
    "ask_unknown": """SELECT l.row, 'asks', x.uid::text, 0
        FROM deed_line l CROSS JOIN LATERAL unnest(l.asks) AS x (uid)
       WHERE NOT EXISTS (SELECT 1 FROM asks_ask a JOIN org_closure c ON c.ancestor_id = a.unit_id
         WHERE a.uid = x.uid AND c.descendant_id = l.unit_id AND c.during @> l.occurred_on
           AND a.during @> l.occurred_on AND (a.withdrawn_on IS NULL OR a.withdrawn_on > l.occurred_on)
           AND (a.only = '{}' OR EXISTS (SELECT 1 FROM org_closure d WHERE d.descendant_id = l.unit_id
                AND d.during @> l.occurred_on AND d.ancestor_id = ANY(a.only)))
           AND a.deed_kinds::text[] && (l.kind || l.parts))
         AND NOT EXISTS (SELECT 1 FROM life_activityask s JOIN asks_ask a ON a.id = s.ask_id
         WHERE s.activity_id = l.activity_id AND a.uid = x.uid)""",
    "deed_voided": """SELECT row, 'id', uid::text, 0 FROM deed_line WHERE is_held_back""",
}
# Voided by a person: stays void. Voided by taking back its batch: the file brings it back.
_HOLD_BACK: Final = """UPDATE deed_line l SET is_held_back = true FROM (
        SELECT a.uid FROM life_activity a LEFT JOIN life_deedbatch b ON b.id = a.batch_id
         WHERE a.voided_at IS NOT NULL AND b.revoked_at IS NULL
        UNION ALL
        SELECT t.uid FROM life_hearttalk t LEFT JOIN life_deedbatch b ON b.id = t.batch_id
         WHERE t.voided_at IS NOT NULL AND b.revoked_at IS NULL) v
    WHERE v.uid = l.uid"""


def check_staged(report: Report, sheet: str, units: list[int] | None) -> None:
    """Resolve codes and numbers of the staged file and report every fault.

    Args:
        report: takes the findings.
        sheet: the name of the sheet for the findings; empty for JSON Lines.
        units: ids of the units whose deeds may be imported; None = all.
    """
    with beyond_scope():  # what another unit holds under the same id must be seen; units are narrowed by `units`
        for statement in _RESOLVE:
            run(statement, {"units": units})
        run(_KEEP)
        run(_HOLD_BACK)
        run("ANALYZE deed_line")
        for code, statement in _FAULTS.items():
            for row, column, value, other in fetch(f"{statement} ORDER BY 1, 2", _params()):
                report.add(code, (sheet, row, column), value, other=other)


def _params() -> Params:
    fitting = [f"{unit} {kind}" for unit, kinds in KINDS_OF_UNIT.items() for kind in kinds]
    return {"talks": TALK_KIND_PREFIX, "fitting": fitting}
