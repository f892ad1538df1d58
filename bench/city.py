"""Fill a fresh installation with a city of a chosen size, by set-based SQL: 8,885 organizations at scale 1.

    uv run python -m bench.city --data /tmp/city --scale 1

The tree is city > 8 counties > 20 towns each > branches; every branch has 20 members, a committee of three and twelve
activities in 2025 (104,100 meetings and 2.1 million rows of attendance at scale 1). Invented from numbers only.
"""

import argparse
import os
import resource
import time

BRANCHES = 8716  # with 1 city, 8 counties and 160 towns: 8,885 organizations

UNITS = """
INSERT INTO org_unit (uid, code, kind, unit_type, function, is_temporary, during)
SELECT gen_random_uuid(), 'C', 'committee', 'organ', '', FALSE, '[2015-01-01,)'::daterange
UNION ALL SELECT gen_random_uuid(), 'C' || to_char(i, 'FM00'), 'committee', 'organ', '', FALSE, '[2015-01-01,)'
  FROM generate_series(1, 8) i
UNION ALL SELECT gen_random_uuid(), 'C' || to_char(i, 'FM00') || to_char(j, 'FM00'), 'committee', 'village', '', FALSE,
       '[2015-01-01,)' FROM generate_series(1, 8) i, generate_series(1, 20) j
UNION ALL SELECT gen_random_uuid(),
       'C' || to_char(n % 8 + 1, 'FM00') || to_char((n / 8) % 20 + 1, 'FM00') || to_char(n, 'FM000000'),
       'branch', 'village', 'village', FALSE, '[2015-01-01,)' FROM generate_series(0, {branches} - 1) n
"""
NAMES = """
INSERT INTO org_unitname (unit_id, name, pinyin, initials, during)
SELECT id, '组织' || code, 'zuzhi' || lower(code), 'zz' || lower(code), during FROM org_unit
"""
EDGES = """
INSERT INTO org_edge (unit_id, parent_id, during)
SELECT u.id, p.id, u.during FROM org_unit u
  JOIN org_unit p ON p.code = CASE length(u.code) WHEN 3 THEN 'C' WHEN 5 THEN left(u.code, 3) ELSE left(u.code, 5) END
 WHERE length(u.code) > 1
"""
MEMBERS = """
INSERT INTO org_member (uid, number, name, pinyin, initials, sex, nation, born_on, education, joined_on, full_on)
SELECT gen_random_uuid(), code || '-' || to_char(k, 'FM00'), '党员' || k, 'dangyuan' || k, 'dy' || k,
       CASE k % 2 WHEN 0 THEN 'male' ELSE 'female' END, '汉族',
       date '1950-01-01' + ((id * 37 + k * 613) % 18000)::int, '', date '2016-01-01', date '2017-01-01'
  FROM org_unit, generate_series(1, 20) k WHERE kind = 'branch'
"""
HOMES = """
INSERT INTO org_affiliation (member_id, unit_id, kind, during)
SELECT m.id, u.id, 'formal', '[2016-01-01,)' FROM org_member m JOIN org_unit u ON u.code = split_part(m.number, '-', 1)
"""
STAGES = "INSERT INTO org_stage (member_id, stage, during) SELECT id, 'full', '[2017-01-01,)' FROM org_member"
POSTS = """
INSERT INTO org_post (member_id, unit_id, kind, title, during)
SELECT a.member_id, a.unit_id, CASE right(m.number, 2) WHEN '01' THEN 'secretary' ELSE 'committee_member' END,
       CASE right(m.number, 2) WHEN '01' THEN '书记' ELSE '委员' END, '[2018-01-01,)'
  FROM org_affiliation a JOIN org_member m ON m.id = a.member_id WHERE right(m.number, 2) IN ('01', '02', '03')
"""
ACTIVITIES = """
INSERT INTO life_activity (uid, unit_id, kind, occurred_on, minutes, place, topic, notice, lecturer_note, state, source,
       version, created_at, held_at, recorded_on, confirmed_at, void_reason, expected_count, present_count, leave_count,
       guest_count)
SELECT gen_random_uuid(), u.id,
       (ARRAY['theme_day', 'committee_meeting', 'general_meeting', 'lecture'])[1 + (month + u.id) % 4],
       make_date(2025, month, (1 + (u.id + month * 5) % 27)::int), 90, '', '活动', '', '', 'confirmed', 'import', 1,
       now(), now(),
       make_date(2025, month, (1 + (u.id + month * 5) % 27)::int) + (CASE u.id % 9 WHEN 0 THEN 40 ELSE 1 END),
       now(), '', 20, 18, 1, 0
  FROM org_unit u, generate_series(1, 12) month WHERE u.kind = 'branch' AND (u.id + month) % 25 <> 0
"""
ATTENDANCE = """
INSERT INTO life_attendance (activity_id, member_id, unit_id, is_guest, status, reason, source, version, recorded_at)
SELECT b.id, a.member_id, a.unit_id, FALSE,
       CASE (a.member_id + b.id) % 20 WHEN 0 THEN 'leave' WHEN 1 THEN 'absent' ELSE 'present' END, '',
       'import', 1, now()
  FROM life_activity b JOIN org_affiliation a ON a.unit_id = b.unit_id
"""


def fill(scale: float) -> None:
    """Insert the city and bring statistics up to date; one transaction."""
    from django.db import connection, transaction  # noqa: PLC0415  # Django is set up by the session

    from xuezuo.org.services.closure import closure_rebuild  # noqa: PLC0415  # the same
    from xuezuo.platform.db.upkeep import refresh_statistics  # noqa: PLC0415  # the same

    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (UNITS, NAMES, EDGES, MEMBERS, HOMES, STAGES, POSTS, ACTIVITIES, ATTENDANCE):
            start = time.perf_counter()
            cursor.execute(statement.replace("{branches}", str(int(BRANCHES * scale))))
            print(f"{statement.split()[2]:20} {cursor.rowcount:>10} rows {time.perf_counter() - start:6.1f} s")
        print(f"{'org_closure':20} {closure_rebuild():>10} rows")
    refresh_statistics()


def main() -> None:
    """Read the arguments and fill the installation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True)
    parser.add_argument("--scale", type=float, default=1.0)
    arguments = parser.parse_args()
    os.environ["XUEZUO_DATA"] = arguments.data
    os.environ["DJANGO_SETTINGS_MODULE"] = "xuezuo.config.settings"
    from xuezuo.config.cli.registry import Needs  # noqa: PLC0415  # settings are read when it is imported
    from xuezuo.config.cli.session import session  # noqa: PLC0415  # the same

    with session(Needs.WATCHED):
        fill(arguments.scale)
    print(f"client CPU {resource.getrusage(resource.RUSAGE_SELF).ru_utime:.1f} s")


if __name__ == "__main__":
    main()
