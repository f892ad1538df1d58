"""An exam on two devices, with the network cut, pages reloaded and hidden at random: no answer is lost.

Each device answers its own half of the questions: two clocks that were set over a network cannot tell which of two
answers given within a second was the last.
"""

import random
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.test_sit_exam import begin, hand_in, result, sat  # noqa: F401  # a fixture
from tests.support.browser import but_lines_cut
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.exams.models import AnswerSheet, Sitting

pytestmark = pytest.mark.django_db(transaction=True)

STEPS = 40
HIDE = """() => {
  Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
  delete document.visibilityState;
}"""
IS_OVER = """() => {
  document.querySelector("[data-save-now]")?.click();
  return location.pathname.endsWith("/result/");
}"""


class Device:
    """A browser in the hands of somebody without a plan."""

    def __init__(self, view: Any, places: list[str], dice: random.Random) -> None:
        self.view, self.page, self.places, self.dice = view, view.page, places, dice
        self.given: dict[str, list[object]] = {}
        self.is_cut = False

    def act(self) -> None:
        """Do one thing."""
        deeds = (self.answer, self.cut, self.save, self.reload, self.hide)
        self.dice.choices(deeds, weights=(60, 20, 15, 6, 4))[0]()

    def answer(self) -> None:
        """Tick or untick a box, or write other words."""
        place = self.dice.choice(self.places)
        boxes = self.page.locator(f"[data-place='{place}'] input:not([type=hidden])")
        if boxes.first.get_attribute("type") == "text":
            words = [f"答{self.dice.randrange(10**6)}" for _ in range(boxes.count())]
            for number, word in enumerate(words):
                boxes.nth(number).fill(word)
            self.given[place] = list(words)
            return
        box = boxes.nth(self.dice.randrange(boxes.count()))
        box.set_checked(True if box.get_attribute("type") == "radio" else not box.is_checked())
        ticked = [boxes.nth(number) for number in range(boxes.count()) if boxes.nth(number).is_checked()]
        self.given[place] = sorted(int(one.get_attribute("value") or "") for one in ticked)

    def cut(self) -> None:
        """Take the network away, or give it back."""
        self.is_cut = not self.is_cut
        self.page.context.set_offline(self.is_cut)

    def save(self) -> None:
        """Touch the button, whatever is under way."""
        self.page.locator("[data-save-now]").click()

    def reload(self) -> None:
        """Open the page anew, where there is a network."""
        if not self.is_cut:
            self.page.goto(self.page.url)

    def hide(self) -> None:
        """Turn to another app for a moment."""
        self.page.evaluate(HIDE)

    def settle(self) -> None:
        """Give the network back and wait until the server has all of it."""
        self.page.context.set_offline(False)
        self.save()
        expect(self.page.locator("[data-saved]")).to_contain_text("已保存到服务器")


def stored() -> dict[str, list[object]]:
    """Return what the server holds, as it stands on the screen."""
    with acting_as(SYSTEM):
        sitting, found = Sitting.objects.get(), AnswerSheet.objects.get().answers
    orders = {str(place): order for place, (_, _, order) in enumerate(sitting.items)}
    return {
        place: sorted(orders[place].index(one) for one in answer) if orders[place] else answer
        for place, (answer, _) in found.items()
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_no_answer_is_lost(look, sat, seed):  # noqa: F811  # the fixture
    cast, exam = sat
    dice = random.Random(seed)
    places = [str(place) for place in range(12)]
    devices = [Device(begin(look, cast, exam), places[half::2], dice) for half in (0, 1)]
    for _ in range(STEPS):
        dice.choice(devices).act()
    for device in devices:
        device.settle()
    assert stored() == devices[0].given | devices[1].given
    devices[0].save()  # nobody waits for it
    hand_in(devices[0].page)
    devices[1].page.wait_for_function(IS_OVER, polling=500)
    assert result() is not None
    for device in devices:
        assert but_lines_cut(device.view.console) == []
