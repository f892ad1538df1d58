"""An exam is reloaded, closed and opened again while the network comes and goes: the paper stays, nothing is lost."""

import random

import pytest
from playwright.sync_api import expect

from tests.journeys import test_sit_exam as story
from tests.journeys.test_sit_exam import answer, begin, hand_in, result, right_answers
from tests.support.browser import but_lines_cut, cut_line
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.exams.models import AnswerSheet, Result, Sitting
from xuezuo.study.exams.tests import papers
from xuezuo.study.exams.types import QuestionKind

pytestmark = pytest.mark.django_db(transaction=True)
MOVES = 24
SHOWN = """() => Object.fromEntries([...document.querySelectorAll("[data-place]")].map((question) => {
  const fields = [...question.querySelectorAll("input:not([type=hidden]), textarea")];
  const isChoice = ["radio", "checkbox"].includes(fields[0].type);
  const given = isChoice ? fields.filter((one) => one.checked).map((one) => Number(one.value))
                         : fields.map((one) => one.value);
  return [question.dataset.place, given];
}))"""
sat = story.sat  # the fixture


def papers_kept(page) -> list[str]:
    return [name for name in page.evaluate("caches.keys()") if name.startswith("xuezuo-sitting")]


def until_kept(page):
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(
        """async () => {
             const wanted = [location.pathname, ...[...document.scripts].map((one) => one.src).filter(Boolean)];
             return (await Promise.all(wanted.map((one) => caches.match(one)))).every(Boolean);
           }"""
    )


def shown(page) -> dict[str, list[object]]:
    """Return the answers that the page shows, by place."""
    return page.evaluate(SHOWN)


def until_shown(page, given) -> None:
    """A slow page may begin with the copy that was kept, and hears the rest from the server."""
    page.wait_for_function(
        f"""(given) => {{
              const seen = ({SHOWN})();
              return Object.entries(given).every(([place, one]) => JSON.stringify(seen[place]) === JSON.stringify(one));
            }}""",
        arg=given,
    )


def test_a_reload_without_a_network_shows_the_paper_with_its_answers(look, sat):
    phone = begin(look, *sat)
    page, right = phone.page, list(right_answers().items())
    until_kept(page)
    begun = page.locator("[data-left]").text_content()
    page.wait_for_function("(begun) => document.querySelector('[data-left]').textContent < begun", arg=begun)
    answer(page, *right[0])
    page.locator("[data-save-now]").click()
    page.locator("text=已保存到服务器").wait_for()
    cut_line(page)
    answer(page, *right[1])
    left = page.locator("[data-left]").text_content()
    page.reload()
    page.locator("text=没有网络").first.wait_for()
    expect(page.locator("[data-count]")).to_have_text("已答 2 / 12 题")
    assert [shown(page)[place] for place, _ in right[:2]] == [sorted(given) for _, given in right[:2]]
    later = page.locator("[data-left]").text_content()
    assert later <= left < begun  # the clock goes on from where it was
    assert but_lines_cut(phone.faults()) == []
    answer(page, *right[2])
    page.goto("about:blank")
    page.go_back()
    expect(page.locator("[data-count]")).to_have_text("已答 3 / 12 题")
    cut_line(page, False)
    page.locator("text=已保存到服务器").wait_for()
    with acting_as(SYSTEM):
        assert set(AnswerSheet.objects.get().answers) == {place for place, _ in right[:3]}
    hand_in(page)
    assert result().marks == 1500
    page.wait_for_function("caches.keys().then((names) => names.every((one) => !one.startsWith('xuezuo-sitting')))")


def test_a_log_out_takes_the_paper_away(look, sat):
    page = begin(look, *sat).page
    until_kept(page)
    assert len(papers_kept(page)) == 1
    page.evaluate("document.querySelector('form[data-logout]').requestSubmit()")
    page.wait_for_url("**/accounts/**")
    page.wait_for_function("caches.keys().then((names) => names.length === 0)")


def test_handing_in_and_reloading_without_a_network_hands_in_once(look, sat):
    page = begin(look, *sat).page
    until_kept(page)
    for place, given in right_answers().items():
        answer(page, place, given)
    cut_line(page)
    page.locator("[data-hand-in]").click()
    page.locator("[data-sure]").click()
    page.locator("text=已点交卷，联网后自动交").wait_for()
    page.reload()
    page.locator("text=已点交卷，联网后自动交").wait_for()
    expect(page.locator("fieldset:not([disabled])")).to_have_count(0)
    cut_line(page, False)
    page.wait_for_url("**/result/")
    assert result().marks == 6000


@pytest.mark.parametrize("seed", [11, 29])
def test_two_devices_and_a_network_that_fails_at_random(look, sat, seed):
    dice = random.Random(seed)
    pages = [begin(look, *sat).page, begin(look, *sat).page]
    for page in pages:
        until_kept(page)
    right, wrong, given = right_answers(), wrong_answers(), {}
    for number in range(MOVES):
        place = dice.choice(list(right))
        page = pages[int(place) % 2]  # one device to a question: who was last needs no clock of milliseconds
        cut_line(page, dice.random() < 0.5)
        given[place] = sorted((right if dice.random() < 0.7 else wrong)[place])
        for box in page.locator(f"[data-place='{place}'] input[type=checkbox]").all():
            box.set_checked(int(box.input_value()) in given[place])
        answer(page, place, given[place])
        move = dice.random()
        if move < 0.35:
            page.reload()
        elif move < 0.6:
            page.locator("[data-save-now]").click()
        seen = shown(page)
        own = {one: said for one, said in given.items() if int(one) % 2 == int(place) % 2}
        assert {one: seen[one] for one in own} == own, number
    _everything_arrives(pages, given)
    _hands_in_twice(pages)


def wrong_answers() -> dict[str, list[object]]:
    with acting_as(SYSTEM):
        return papers.right(Sitting.objects.get(), wrong=tuple(QuestionKind))


def _everything_arrives(pages, given):
    for page in pages:
        cut_line(page, False)
    for page in pages:
        page.wait_for_function(
            """() => {
                 const key = Object.keys(localStorage).find((one) => one.startsWith("xuezuo.sitting "));
                 if (!JSON.parse(localStorage.getItem(key)).unsent) return true;
                 if (!document.querySelector("[data-saved]").textContent.startsWith("正在"))
                   document.querySelector("[data-save-now]").click();
                 return false;
               }""",
            polling=500,
        )
    pages[0].reload()
    until_shown(pages[0], given)


def _hands_in_twice(pages):
    """Hand in without a network on one device, then on the other; the first comes after it and changes nothing."""
    late, first = pages
    cut_line(late)
    late.locator("[data-hand-in]").click()
    late.locator("[data-sure]").click()
    hand_in(first)
    with acting_as(SYSTEM):
        before = Sitting.objects.values("submit_uid", "submitted_at").get(), Result.objects.values().get()
    cut_line(late, False)
    late.wait_for_url("**/result/")
    with acting_as(SYSTEM):
        assert before == (Sitting.objects.values("submit_uid", "submitted_at").get(), Result.objects.values().get())
