"""Reading in the county: a few short texts of our own, a list, a week of daily reading, self-study of two people."""

import datetime as dt
from typing import Final

from xuezuo.config.demo.story import unit
from xuezuo.org.models import Member
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.study.library.models import Material
from xuezuo.study.library.services import material_add
from xuezuo.study.library.types import Article
from xuezuo.study.reading.services import lists, private, selfstudy
from xuezuo.study.reading.types import ListKind, ListSpec, Study

TEXTS: Final = (
    (
        "开会之前先把事情想清楚",
        "一次支部党员大会开得好不好，多半在开会之前就定了。要讨论什么、由谁先讲、准备形成什么决议，至少提前几天告诉大家。",
        "议题不要贪多。一次会把一两件事议透，比走马观花念完一摞文件有用。涉及党员切身利益的事，先听意见，再上会。",
        "会后把决议、负责人、完成日期写明白，下次会先说上次的事办得怎么样。",
    ),
    (
        "党课可以讲身边的事",
        "党课不一定都在会议室里讲。防火道上、田埂上、社区活动室里，讲一段条文，再讲一件大家都知道的事，听的人更容易记住。",
        "讲课的人不必面面俱到，把一个道理讲清楚就好。留十分钟让大家提问，答不上来的，记下来下次再讲。",
    ),
    (
        "学习要和办事连在一起",
        "学了什么，最后要看办了什么。学完一篇文章，问三个问题：和我的岗位有什么关系，我哪里没有做到，这个月准备改哪一件。",
        "能改的马上改，一时改不了的列进清单，定下时间，请支部的同志帮着看。",
    ),
    (
        "怎样给外出的同志送学",
        "外出务工的党员回来得少，可以把要学的文章放进一份清单，他们有网络时存在手机里，路上也能读。",
        "年纪大的同志看不清小字，就换大字、打印出来送上门，或由党小组念给大家听。送学不是送任务，读多少由本人安排。",
    ),
    (
        "谈心谈话贵在平时",
        "谈心谈话不是等到年底补一次。工作变动、家里有事、受了批评、有了思想疙瘩，都是该谈一谈的时候。",
        "谈的时候少讲大道理，多听。谈过以后只登记谈过这件事，谈了什么留在两个人心里。",
    ),
    (
        "主题党日的一天怎么安排",
        "每月固定一天，先学习，再议事，最后一起做一件实事。三件事都不长，合在一起刚好一个半天。",
        "学习选一篇短文，议事选一个问题，实事选得小一点，当天能做完。做完在一起说几句，散会。",
    ),
    (
        "读原文的三个办法",
        "一是慢，一天只读一两条。二是抄，把看不懂的字句抄下来问人。三是对，把条文和本支部的做法放在一起比，看差在哪里。",
        "读完不必写长文章，几句话就够，写给自己看。",
    ),
    (
        "一本会议记录能看出什么",
        "翻开一本会议记录，先看日期是不是接得上，再看议题是不是具体，最后看决议有没有人管。",
        "记得简单不要紧，怕的是事后编。哪次没有开成，写明原因，比补一次假的好。",
    ),
)
LISTED: Final = 4
TAGS: Final = ("支部工作",)


def read(today: dt.date, at: dt.datetime) -> None:
    """Keep the texts, make a list and daily reading of the county, let a member and the secretary study."""
    county = unit("QH", today)
    texts = [
        material_add(actor=SYSTEM, unit_id=county.pk, article=_article(text, today), tags=TAGS, at=at) for text in TEXTS
    ]
    spec = ListSpec("过好组织生活四篇", "每篇几分钟，可以在党小组会上念。")
    _fill(spec, texts[:LISTED], None, today, at)
    daily = ListSpec("青禾天天读", "每天一篇短文。", ListKind.DAILY)
    _fill(daily, texts, today - dt.timedelta(days=3), today, at)
    member, secretary = (Member.objects.get(account__username=name) for name in ("dangyuan", "shuji"))
    _study(member, texts, today, at)
    with acting_as(_actor(secretary)) as actor:
        made = selfstudy.self_study_log(actor=actor, study=Study(today, 50, "党支部工作条例第三章"), at=at)
        selfstudy.self_study_submit(actor=actor, entry=made, at=at)


def _article(text: tuple[str, ...], today: dt.date) -> Article:
    return Article(text[0], text[1:], source="青禾县委组织部", published_on=today - dt.timedelta(days=len(text[0])))


def _fill(spec: ListSpec, texts: list[Material], first: dt.date | None, today: dt.date, at: dt.datetime) -> None:
    made = lists.list_make(actor=SYSTEM, unit_id=unit("QH", today).pk, spec=spec, at=at)
    for number, text in enumerate(texts):
        day = first + dt.timedelta(days=number) if first else None
        lists.item_add(actor=SYSTEM, reading_list=made, material=text, on=day, at=at)


def _actor(member: Member) -> Actor:
    return Actor(account_id=member.account_id, member_id=member.pk, label=member.number, whole_tree=True)


def _study(member: Member, texts: list[Material], today: dt.date, at: dt.datetime) -> None:
    """One piece that counts, one that waits, one for oneself; a bookmark and a habit."""
    days = (today - dt.timedelta(days=12), today - dt.timedelta(days=2), today)
    with acting_as(_actor(member)) as actor:
        counted, waiting, _ = (
            selfstudy.self_study_log(actor=actor, study=study, at=at)
            for study in (
                Study(days[0], 90, "党章第一章", note="第三条要对照着看。"),
                Study(days[1], 40, "学习要和办事连在一起"),
                Study(days[2], 20, "读原文的三个办法"),
            )
        )
        for entry in (counted, waiting):
            selfstudy.self_study_submit(actor=actor, entry=entry, at=at)
        private.bookmark_set(actor=actor, material=texts[0], is_kept=True, at=at)
        private.habit_add(actor=actor, label="读一篇文章", period="day", at=at)
    selfstudy.self_study_approve(actor=SYSTEM, entry=counted, at=at)
