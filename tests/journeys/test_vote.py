"""Votes in a real browser: RFC 9474's numbers, a phone, a cut line, a second device, a site without https."""

import json
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from xuezuo.kernel import clock
from xuezuo.org.tests.cast import build_cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.models import Ballot, Elector, Envelope, Receipt
from xuezuo.review.ballots.services import poll_close
from xuezuo.review.ballots.tests import desk

pytestmark = pytest.mark.django_db(transaction=True)
VECTOR = Path(desk.__file__).parent / "vectors" / "rfc9474_a1.json"
IN_THE_BROWSER = """async (v) => {
  const b = window.xuezuoBallots;
  const url = (hex) => b.toBase64(b.fromHex(hex)).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=/g, '');
  const key = b.keyOf({ n: url(v.n), e: url(v.e) });
  const fixed = { salt: b.fromHex(v.salt), inverse: BigInt('0x' + v.inv) };
  const prepared = b.fromHex(v.msg_prefix + v.msg);
  const made = await b.blind(key, prepared, fixed);
  const signature = b.finalize(key, b.fromHex(v.blind_sig), made.inverse, made.encoded);
  const own = await b.blind(key, prepared), wrong = [];
  for (const signed of [v.blind_sig, v.sig, v.blind_sig.slice(2)]) {
    try {
      b.finalize(key, b.fromHex(signed), own.inverse, own.encoded);
      wrong.push(signed);
    } catch (error) { /* refused */ }
  }
  return { encoded: made.encoded.toString(16), blinded: b.toHex(made.blinded), inverse: made.inverse.toString(16),
    signature: b.toHex(signature), wrong, differs: b.toHex(own.blinded) !== b.toHex(made.blinded) };
}"""

NO_TIMERS = "window.setTimeout = () => 0"
KEPT = """() => new Promise((done) => {
  const asked = indexedDB.open('xuezuo-ballots', 1);
  asked.onsuccess = () => {
    const all = asked.result.transaction('ballots').objectStore('ballots').getAll();
    all.onsuccess = () => { asked.result.close(); done(all.result); };
  };
})"""
REFUSED = """
  Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } });
  Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });
"""
NO_BASE = "Object.defineProperty(window, 'indexedDB', { value: undefined });"


@pytest.fixture
def cast(transactional_db):
    return build_cast()


@pytest.fixture
def poll(cast, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with acting_as(SYSTEM):
        return desk.opened(cast, "electronic", write_ins=1)


def session_of(account):
    client = Client()
    client.force_login(account)
    return client


def open_ballot(look, cast, poll, who="zhao", **how):
    view = look(PHONE, session=session_of(cast.account(getattr(cast, who))), **how)
    return view.go(f"/review/ballots/{poll.uid}/vote/")


def fill_in(page, marks, name=""):
    for place, mark in enumerate(marks, 1):
        if mark:
            page.locator(f"input[name=item-{place}][value={mark}]").check()
    if name:
        page.locator("[data-name]").first.fill(name)
    page.locator("[data-next]").click()


def receipt(page):
    page.locator("[data-step-done]").wait_for()
    return page.locator("[data-receipt]").text_content()


def closed(cast, poll):
    with acting_as(SYSTEM):
        result = poll_close(actor=cast.actor(cast.wang), poll=poll, at=clock.now())
        return result, set(Receipt.objects.filter(poll=poll).values_list("code", flat=True))


def test_the_numbers_of_the_rfc_in_the_browser(look, cast, poll):
    vector = json.loads(VECTOR.read_text("utf-8"))
    found = open_ballot(look, cast, poll).page.evaluate(IN_THE_BROWSER, vector)
    assert found["encoded"].zfill(1024) == vector["encoded_msg"].zfill(1024)
    assert found["blinded"] == vector["blinded_msg"]
    assert found["inverse"].zfill(1024) == vector["inv"].zfill(1024)
    assert found["signature"] == vector["sig"]
    assert (found["wrong"], found["differs"]) == ([], True)


def test_a_vote_on_a_phone(look, cast, poll):
    view = open_ballot(look, cast, poll)
    expect(view.page.locator("[data-step-fill]")).to_be_visible()
    assert view.faults() == []
    fill_in(view.page, ("yes", "yes", "yes"))
    expect(view.page.locator("[data-fault]")).to_contain_text("最多只能选 2 人")
    fill_in(view.page, ("yes", "no", "no"), "张三（甲）")
    expect(view.page.locator("[data-fault]")).to_contain_text("只用汉字")
    fill_in(view.page, ("yes", "no", "no"), "乙同志")
    expect(view.page.locator("[data-fault]")).to_contain_text("已经在票面上")
    fill_in(view.page, ("yes", "no", "no"), " 张三 ")
    expect(view.page.locator("[data-summary]")).to_contain_text("甲同志")
    expect(view.page.locator("[data-step-confirm]")).to_contain_text("丢了不能补")
    assert view.faults() == []
    sent = []
    view.page.on("request", lambda request: sent.append(request) if request.url.endswith("/put/") else None)
    view.page.locator("[data-vote]").click()
    code = receipt(view.page)
    assert view.faults() == []
    headers = sent[0].all_headers()
    assert not {"cookie", "referer", "authorization", "x-csrftoken"} & set(headers)
    kept = view.page.evaluate(KEPT)
    assert [sorted(one) for one in kept] == [["receipt", "stage"]]
    assert view.page.evaluate("localStorage.length") == 0
    expect(view.page.locator("input:checked")).to_have_count(0)
    result, receipts = closed(cast, poll)
    assert [one.counts["yes"] for one in result.items] == [1, 0, 0]
    assert result.write_ins == (("张三", 1),)
    assert receipts == {code}
    view.go(f"/review/ballots/{poll.uid}/list/")
    view.page.locator("main [name=code]").fill(code.lower().replace("-", " "))
    view.page.locator("main").get_by_role("button", name="查找").click()
    expect(view.page.locator("main")).to_contain_text("这张票已计入")
    assert view.faults() == []


def test_the_line_is_cut_between_signature_and_box(look, cast, poll):
    view = open_ballot(look, cast, poll)
    fill_in(view.page, ("yes", None, "no"))
    view.page.route("**/put/", lambda route: route.abort())
    view.page.locator("[data-vote]").click()
    view.page.locator("text=还没有交到").wait_for()
    with acting_as(SYSTEM):
        assert (Elector.objects.exclude(way="").count(), Envelope.objects.count()) == (1, 0)
    view.page.goto("about:blank")
    view.page.unroute("**/put/")
    open_again = view.go(f"/review/ballots/{poll.uid}/vote/")  # goes on by itself
    code = receipt(open_again.page)
    result, receipts = closed(cast, poll)
    assert (result.returned, receipts) == (1, {code})


def test_the_answer_of_the_signature_is_lost(look, cast, poll):
    view = open_ballot(look, cast, poll)
    view.page.evaluate(NO_TIMERS)  # it does not try again by itself before the button is touched
    fill_in(view.page, ("yes", None, "no"))
    lost = []

    def lose(route):
        route.fetch()  # the server signs, nobody hears it
        lost.append(route.request.post_data)
        route.abort()

    view.page.route("**/sign/", lose)
    view.page.locator("[data-vote]").click()
    view.page.locator("text=还没有交到").wait_for()
    view.page.unroute("**/sign/")
    view.page.locator("[data-retry]").click()
    receipt(view.page)
    assert lost
    assert closed(cast, poll)[0].returned == 1


def test_a_second_device_is_refused_with_what_to_do(look, cast, poll):
    early = open_ballot(look, cast, poll)  # filled in on two devices at once
    first = open_ballot(look, cast, poll)
    fill_in(first.page, ("yes", "no", "no"))
    first.page.locator("[data-vote]").click()
    receipt(first.page)
    fill_in(early.page, ("no", "no", "no"))
    early.page.locator("[data-vote]").click()
    early.page.locator("[data-step-refused]").wait_for()
    expect(early.page.locator("[data-refusal]")).to_contain_text("第一次投票时的那台设备")
    later = open_ballot(look, cast, poll)
    expect(later.page.locator("[data-refusal]")).to_contain_text("第一次投票时的那台设备")
    with acting_as(SYSTEM):
        assert Envelope.objects.count() == 1
        assert not Ballot.objects.exists()


def test_two_windows_of_one_browser_have_one_ballot(look, cast, poll):
    first = open_ballot(look, cast, poll)
    second = first.page.context.new_page()
    second.goto(first.page.url)
    expect(second.locator("[data-step-fill]")).to_be_visible()
    fill_in(first.page, ("yes", "no", "no"))
    first.page.locator("[data-vote]").click()
    code = receipt(first.page)
    fill_in(second, ("no", "no", "no"))
    expect(second.locator("[data-step-confirm]")).to_be_visible()
    second.locator("[data-vote]").click()
    assert receipt(second) == code
    expect(second.locator("[data-other]")).to_contain_text("交的是那一张")
    result, receipts = closed(cast, poll)
    assert ([one.counts["yes"] for one in result.items], receipts) == ([1, 0, 0], {code})


def test_a_browser_that_keeps_nothing_says_so_before_it_signs(look, cast, poll):
    view = open_ballot(look, cast, poll)
    view.page.add_init_script(REFUSED)
    view.go(f"/review/ballots/{poll.uid}/vote/")
    expect(view.page.locator("[data-step-fill]")).to_be_visible()
    expect(view.page.locator("[data-unkept]")).to_contain_text("不能补领")
    assert view.faults() == []
    fill_in(view.page, ("yes", None, "no"))
    with acting_as(SYSTEM):
        assert not Elector.objects.exclude(way="").exists()
    view.page.locator("[data-vote]").click()
    code = receipt(view.page)
    assert closed(cast, poll)[1] == {code}


def test_second_best_is_gone_on_with_when_the_best_comes_back(look, cast, poll):
    """A web view whose base failed once: the ballot lies in localStorage, and is found there."""
    view = open_ballot(look, cast, poll)
    page = view.page.context.new_page()
    page.add_init_script(NO_BASE)
    page.route("**/put/", lambda route: route.abort())
    page.goto(view.page.url)
    fill_in(page, ("yes", None, "no"))
    page.locator("[data-vote]").click()
    page.locator("text=还没有交到").wait_for()
    assert page.evaluate("localStorage.length") == 1
    page.close()
    view.go(f"/review/ballots/{poll.uid}/vote/")  # with the base, and goes on by itself
    code = receipt(view.page)
    assert closed(cast, poll)[1] == {code}


def test_after_the_end_the_browser_forgets_what_came_too_late(look, cast, poll):
    view = open_ballot(look, cast, poll)
    view.page.evaluate(NO_TIMERS)
    fill_in(view.page, ("yes", None, "no"))
    view.page.route("**/put/", lambda route: route.abort())
    view.page.locator("[data-vote]").click()
    view.page.locator("text=还没有交到").wait_for()
    assert closed(cast, poll)[0].returned == 0
    view.page.unroute("**/put/")
    view.page.locator("[data-retry]").click()
    expect(view.page.locator("[data-refusal]")).to_contain_text("投票结束以后交来的选票不能计入")
    assert view.page.evaluate(KEPT) == []


@pytest.mark.parametrize("script", ["blind.js", "store.js", "vote.js"])
def test_a_browser_that_cannot_read_a_script_shows_what_to_do(look, cast, poll, script):
    view = open_ballot(look, cast, poll)
    view.page.route(f"**/{script}*", lambda route: route.fulfill(body="const = ;", content_type="text/javascript"))
    view.go(f"/review/ballots/{poll.uid}/vote/")
    expect(view.page.locator("[data-step-loading]")).to_contain_text("不能投电子票")
    expect(view.page.locator("[data-step-fill]")).to_be_hidden()


def test_a_browser_that_could_not_close_the_envelope_is_found_out_before(look, cast, poll):
    view = open_ballot(look, cast, poll)
    view.page.add_init_script("SubtleCrypto.prototype.deriveBits = () => Promise.reject(new Error('not here'));")
    view.go(f"/review/ballots/{poll.uid}/vote/")
    expect(view.page.locator("[data-step-browser]")).to_contain_text("not here")
    with acting_as(SYSTEM):
        assert not Elector.objects.exclude(way="").exists()


def test_without_scripts_nothing_can_be_sent(look, cast, poll):
    view = open_ballot(look, cast, poll, scripts=False)
    expect(view.page.locator("noscript")).to_contain_text("关闭了脚本", use_inner_text=True)
    expect(view.page.locator("form [data-item], form [data-vote]")).to_have_count(0)


def test_without_https_the_page_says_so(look, cast, poll):
    view = open_ballot(look, cast, poll)
    view.page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    view.go(f"/review/ballots/{poll.uid}/vote/")
    expect(view.page.locator("[data-step-secure]")).to_be_visible()
    expect(view.page.locator("[data-step-fill]")).to_be_hidden()


def test_an_old_browser_is_told(look, cast, poll):
    view = open_ballot(look, cast, poll)
    view.page.add_init_script("delete window.BigInt")
    view.go(f"/review/ballots/{poll.uid}/vote/")
    expect(view.page.locator("[data-step-browser]")).to_be_visible()
    assert view.console == []
