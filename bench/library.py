"""Time import, likeness and search of the library on invented Chinese documents.

    uv run python -m bench library --data /tmp/library --documents 100000

Imports folders of 1x, 2x and 4x pages with dressing as `xuezuo import materials` does, fills the library up to the
wanted size, and searches it as a member of a branch: common words, rare words, phrases, traditional writing, filters,
deep pages. One text in ten repeats an earlier one in another dressing: how many of these were found is printed.
"""

import argparse
import datetime as dt
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path


def words(text: str) -> list[str]:
    """Return the words of a line."""
    return text.split()


SIGNS = "青禾柳树云岭河口松岗石桥清泉红旗前进团结新兴东风长青白杨金沙双井三合永丰大林向阳胜利兴隆平安福泉安乐"
UNITS = words("党支部 党小组 党总支 乡镇党委 村委会 社区 合作社 林场 学校 医院 税务所 供销社 机关 企业 商会 协会 ")
ACTORS = words("党员 群众 书记 委员 干部 老师 医生 农户 职工 青年 妇女 老人 志愿者 技术员 会计 驻村工作队 ")
DEEDS = words(
    "学习 讨论 走访 慰问 帮助 整理 公示 检查 修缮 清理 栽种 收割 培训 宣讲 调解 登记 核对 "
    "评议 表决 报告 整改 落实 组织 开展 推进 完善 改进 建立 坚持 动员 "
)
THINGS = words(
    "党课 账目 灌渠 校舍 大棚 秧苗 档案 制度 计划 问题 清单 台账 道路 桥梁 水井 食堂 "
    "图书室 服务点 合同 补贴 低保 医保 社保 户口 土地 山林 果园 牛羊 蔬菜 粮食 主题党日 "
    "组织生活会 三会一课 民主评议 支部大会 学习教育 基层治理 乡村振兴 生态保护 安全生产 防火 "
    "防汛 禁毒 普法 卫生 垃圾分类 养老 托幼 就业 "
)
TAILS = words(
    "效果明显 大家满意 还有差距 正在改进 如期完成 留有记录 有人负责 月底核对 张榜公布 逐户说明 当场答复 记入台账 "
)
QUERIES = (
    ("common word", {"text": "党员"}),
    ("two common words", {"text": "学习 群众"}),
    ("three words", {"text": "灌渠 公示 会计"}),
    ("traditional", {"text": "鄉村振興 黨課"}),
    ("rare name", {"text": "云岭柳树"}),
    ("long question", {"text": "怎样开好组织生活会"}),
    ("phrase", {"text": "“落实主题党日”"}),
    ("rare phrase", {"text": "“会计核对果园”"}),
    ("phrase over a comma", {"text": "“讨论果园，会计”"}),
    ("title", {"title": "灌渠"}),
    ("source and words", {"text": "检查", "source": "石桥"}),
    ("days and words", {"text": "医保", "since": dt.date(2022, 1, 1), "until": dt.date(2022, 3, 1)}),
    ("no words", {}),
    ("nothing found", {"text": "拖拉机制造"}),
)
FIRST = dt.date(2015, 1, 1)
COPIED = ("id", "uid", "group_id", "published_on", "keeps_place", "shingle_count")
COPY = """
INSERT INTO library_material ({columns}, id, uid, group_id, published_on, keeps_place, shingle_count)
SELECT {columns}, key, gen_random_uuid(), key, date '2015-01-01' + (random() * 4000)::integer, true, 0
FROM (SELECT *, nextval(pg_get_serial_sequence('library_material', 'id')) AS key
      FROM library_material WHERE shingle_count > 0 ORDER BY random() LIMIT %s) text
"""


def sentence(chance: random.Random) -> str:
    """Invent one sentence."""
    place = "".join(chance.sample(SIGNS, 3))
    done = f"{chance.choice(DEEDS)}{chance.choice(THINGS)}"
    more = f"{chance.choice(ACTORS)}{chance.choice(DEEDS)}{chance.choice(THINGS)}"
    return (
        f"{place}{chance.choice(UNITS)}{done}，{more}，涉及{chance.randrange(2, 900)}{chance.choice('户人件处')}，"
        f"{chance.choice(TAILS)}。"
    )


def text(chance: random.Random) -> list[str]:
    """Invent a text of about 900 signs."""
    return ["".join(sentence(chance) for _ in range(chance.randrange(3, 7))) for _ in range(chance.randrange(4, 8))]


def page(title: str, paragraphs: list[str], number: int, chance: random.Random) -> str:
    """Put a text into a site's dressing."""
    site = "".join(chance.sample(SIGNS, 2)) + "党建网"
    day = FIRST + dt.timedelta(days=chance.randrange(4000))
    body = "".join(f"<p>　　{one}</p>" for one in paragraphs)
    return (
        f"<html><head><meta charset=utf-8><title>{title}_{site}</title></head><body><div><a>首页</a> | <a>要闻</a>"
        f" | <a>专题</a> | <a>视频</a></div><h1>{title}</h1><div>发布时间：{day} 来源：{site} 浏览次数：{number}</div>"
        f"<div>{body}</div>"
        f"<div>责任编辑：某甲</div><h3>相关阅读</h3><ul><li><a>{chance.choice(THINGS)}工作会议召开</a></li></ul>"
        f"<div>版权所有 {site} 联系电话：0455-{chance.randrange(10**6, 10**7)}</div></body></html>"
    )


def documents(count: int, seed: int) -> Iterator[tuple[str, list[str], bool]]:
    """Yield (title, paragraphs, repeats an earlier one)."""
    chance, kept = random.Random(seed), []
    for _ in range(count):
        if kept and chance.random() < 0.1:
            title, paragraphs = chance.choice(kept)
            changed = [one for one in paragraphs if chance.random() > 0.1] or paragraphs
            yield title + "（转载）", [*changed, sentence(chance)], True
            continue
        place, what = "".join(chance.sample(SIGNS, 3)), chance.choice(THINGS)
        title = f"{place}{chance.choice(UNITS)}{chance.choice(DEEDS)}{what}纪实"
        paragraphs = text(chance)
        if len(kept) < 5000:
            kept.append((title, paragraphs))
        yield title, paragraphs, False


def timed(work: Callable[[], object]) -> tuple[float, float, object]:
    """Return wall time, CPU of this process, result."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return time.perf_counter() - wall, time.process_time() - cpu, result


def imports(unit_id: int, sizes: list[int]) -> None:
    """Import folders of growing size through the service."""
    from xuezuo.kernel import clock  # noqa: PLC0415  # Django is set up by the session
    from xuezuo.platform.access import SYSTEM  # noqa: PLC0415  # the same
    from xuezuo.study.library.services import ImportRequest, materials_import  # noqa: PLC0415  # the same

    for turn, size in enumerate(sizes):
        with tempfile.TemporaryDirectory() as name:
            folder, chance, repeats = Path(name), random.Random(turn), 0
            for number, (title, paragraphs, again) in enumerate(documents(size, 1000 + turn)):
                (folder / f"{number:06}.html").write_text(page(title, paragraphs, number, chance), encoding="utf-8")
                repeats += again
            request = ImportRequest(unit_id, [(folder, f"bench-{size}")])
            wall, cpu, report = timed(lambda r=request: materials_import(actor=SYSTEM, request=r, at=clock.now()))
            alike = sum(1 for one in report.outcomes if one.like)
            print(
                f"import {size:6} pages: {wall:6.1f} s, client CPU {cpu:6.1f} s, {wall / size * 1000:5.2f} ms each;"
                f" {report.created} created, {report.faults} faults, repeats found {alike} of {repeats}",
                flush=True,
            )


def fill(unit_id: int, wanted: int) -> None:
    """Add texts until there are as many as wanted: a quarter is invented, the rest are copies with other days.

    Copies stand alone (no fingerprints): what search reads is the same, and the filling takes minutes, not an hour.
    """
    from django.db import connection, transaction  # noqa: PLC0415  # the same

    from xuezuo.kernel import clock  # noqa: PLC0415  # the same
    from xuezuo.study.library.models import Material  # noqa: PLC0415  # the same
    from xuezuo.study.library.services.grouping import group_new  # noqa: PLC0415  # the same
    from xuezuo.study.library.services.rows import Draft, Keeping, materials_insert  # noqa: PLC0415  # the same
    from xuezuo.study.library.types import Article  # noqa: PLC0415  # the same

    there, at = Material.objects.count(), clock.now()
    chance, batch, began = random.Random(there), [], time.perf_counter()
    keeping, fresh = Keeping(unit_id, unit_id, None, at), max(wanted // 4 - there, 0)
    for number, (title, paragraphs, _) in enumerate(documents(fresh, there + 7), 1):
        day = FIRST + dt.timedelta(days=chance.randrange(4000))
        source = "".join(chance.sample(SIGNS, 2)) + "日报"
        batch.append(Draft(Article(title, tuple(paragraphs), source=source, published_on=day)))
        if len(batch) == 500 or number == fresh:
            with transaction.atomic():
                group_new(materials_insert(batch, keeping))
            batch = []
    fields = Material._meta.fields  # noqa: SLF001  # Django documents it
    columns = [field.column for field in fields if field.column not in COPIED]
    while (missing := wanted - Material.objects.count()) > 0:
        with connection.cursor() as cursor:
            cursor.execute(COPY.format(columns=", ".join(columns)), [min(missing, 10_000)])
        print(f"  {wanted - missing} there after {time.perf_counter() - began:.0f} s", flush=True)


def searches(actor: object, runs: int) -> None:
    """Search as a member of a branch; print the median, the slowest and the CPU of both sides of each kind."""
    from django.db import connection  # noqa: PLC0415  # the same

    from bench.reads import server_seconds  # noqa: PLC0415  # the same
    from xuezuo.kernel import clock  # noqa: PLC0415  # the same
    from xuezuo.platform.access import acting_as  # noqa: PLC0415  # the same
    from xuezuo.study.library.queries import material_search  # noqa: PLC0415  # the same
    from xuezuo.study.library.types import MaterialFilter  # noqa: PLC0415  # the same

    every: list[float] = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    with acting_as(actor):
        for name, values in QUERIES:
            for number in (1, 5):

                def search(values: dict = values, number: int = number) -> object:
                    return material_search(actor, MaterialFilter(**values), clock.today(), number)

                found, server, client = search(), server_seconds(pid), time.process_time()
                walls = sorted(timed(search)[0] * 1000 for _ in range(runs))
                cpu = (server_seconds(pid) - server + time.process_time() - client) / runs * 1000
                every += walls
                total = f"{found.page.total}{'+' if found.page.is_capped else ''}"
                print(
                    f"{name:18} page {number}: median {walls[runs // 2]:6.1f} ms, slowest {walls[-1]:6.1f} ms,"
                    f" CPU {cpu:5.1f} ms, {total} hits",
                    flush=True,
                )
    every.sort()
    print(
        f"all {len(every)} searches: median {every[len(every) // 2]:.1f} ms, p95 {every[int(len(every) * 0.95)]:.1f} ms"
    )


def run(arguments: argparse.Namespace) -> None:
    """Make a small tree, import, fill, search."""
    from xuezuo.org.models import Unit  # noqa: PLC0415  # the same
    from xuezuo.org.tests.cast import build_cast  # noqa: PLC0415  # the same
    from xuezuo.study.library.models import Material, Shingle  # noqa: PLC0415  # the same
    from xuezuo.study.library.services.rows import refresh_statistics  # noqa: PLC0415  # the same

    if not Unit.objects.filter(code="LC").exists():
        build_cast()
    committee = Unit.objects.get(code="LC")
    from xuezuo.kernel import clock  # noqa: PLC0415  # the same
    from xuezuo.org.models import Member  # noqa: PLC0415  # the same
    from xuezuo.org.queries.access import actor_for_account  # noqa: PLC0415  # the same

    reader = actor_for_account(Member.objects.get(name="赵党员").account_id, is_admin=False, on=clock.today())
    if arguments.imports:
        imports(committee.pk, [int(size) for size in arguments.imports.split(",")])
    fill(committee.pk, arguments.documents)
    refresh_statistics()
    print(f"{Material.objects.count()} materials, {Shingle.objects.count()} fingerprints", flush=True)
    searches(reader, arguments.runs)


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--imports", default="2500,5000,10000", help="sizes of the folders, empty = none")
    parser.add_argument("--runs", type=int, default=15)
    arguments = parser.parse_args()
    os.environ["XUEZUO_DATA"] = arguments.data
    os.environ["DJANGO_SETTINGS_MODULE"] = "xuezuo.config.settings"
    from xuezuo.config.cli.registry import Needs  # noqa: PLC0415  # settings are read when it is imported
    from xuezuo.config.cli.session import session  # noqa: PLC0415  # the same

    with session(Needs.WATCHED):
        run(arguments)


if __name__ == "__main__":
    main()
