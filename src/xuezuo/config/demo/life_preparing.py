"""An organizational-life meeting being prepared, and topics of the year, for the demonstration."""

import datetime as dt

from xuezuo.config.demo.story import unit
from xuezuo.kernel.clock import SHANGHAI
from xuezuo.life.services import activity_plan
from xuezuo.life.services.preparing import Collected, Finding, Marked, opinion_add, preparation_mark, problem_add
from xuezuo.life.services.yearly import Topic, topic_add
from xuezuo.life.types import ActivityKind, Gathering, OpinionSource, OrgLifeStep
from xuezuo.org.queries.people import committee_posts
from xuezuo.platform.access import SYSTEM

TOPICS = ((3, "学习党章"), (6, "学习支部工作条例"), (10, "学习纪律处分条例"))


def prepare(today: dt.date) -> None:
    """Let the office branch prepare its organizational-life meeting and list what it studies this year."""
    office = unit("QH0501", today)
    at = dt.datetime.combine(today, dt.time(12), SHANGHAI)
    day = today + dt.timedelta(days=12)
    gathering = Gathering(ActivityKind.ORG_LIFE_MEETING, day, 150, dt.time(9), "三楼会议室", "改进作风，服务群众")
    meeting = activity_plan(actor=SYSTEM, unit_id=office.pk, gathering=gathering, at=at)
    marked = Marked(OrgLifeStep.TOPIC, today - dt.timedelta(days=2), "支委会议定")
    preparation_mark(actor=SYSTEM, activity=meeting, marked=marked, at=at)
    for source, people, text in (
        (OpinionSource.MASSES, 6, "办事大厅午间没有人值班"),
        (OpinionSource.MEMBERS, 3, "集中学习照本宣科多，讨论少"),
    ):
        collected = Collected(source, people, text, today - dt.timedelta(days=1))
        opinion_add(actor=SYSTEM, activity=meeting, collected=collected, at=at)
    owner = committee_posts(office.pk, today).values_list("member_id", flat=True)[0]
    finding = Finding("服务群众的时间安排不周", "办事大厅午间轮流值班", owner, day + dt.timedelta(days=30))
    problem_add(actor=SYSTEM, activity=meeting, finding=finding, at=at)
    for month, title in TOPICS:
        topic = Topic(ActivityKind.STUDY_SESSION, today.year, month, title)
        topic_add(actor=SYSTEM, unit_id=office.pk, topic=topic, at=at)
