"""Add, correct, tag, share, withdraw; groups; attachments: each deed, its refusals, its trail."""

import dataclasses
import datetime as dt
import io
import random

import pytest
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.tests.cast import TODAY
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.library import errors, services
from xuezuo.study.library.models import Material, Shingle, Version
from xuezuo.study.library.queries import material_get_for, material_list, material_page, material_search
from xuezuo.study.library.queries.compare import differences
from xuezuo.study.library.queries.detail import circles_for
from xuezuo.study.library.services.grouping import OFTEN
from xuezuo.study.library.tests import factories, texts
from xuezuo.study.library.types import MaterialFilter

pytestmark = pytest.mark.django_db
AT = dt.datetime(2025, 6, 16, 4, tzinfo=dt.UTC)
MP3 = b"ID3\x04" + b"\0" * 2000


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def text(cast):
    with acting_as(SYSTEM):
        return factories.material(cast.office)


@pytest.fixture
def twin(cast, text):
    with acting_as(SYSTEM):
        return factories.material(cast.office, "摘登：" + texts.TITLE, texts.PARAGRAPHS[:-1])


def act(actor, service, **values):
    with acting_as(actor):
        return service(actor=actor, at=AT, **values)


def names() -> list[str]:
    return list(trail().order_by("id").values_list("name", flat=True))


def test_added_by_hand(cast):
    wang = cast.actor(cast.wang)
    made = act(wang, services.material_add, unit_id=cast.office.pk, article=factories.article(), tags=["党课", "党课"])
    assert (made.kind, made.tags, made.language, made.length) == ("article", ["党课"], "zh-Hans", len(texts.BODY))
    assert names() == ["library.material_added"]
    with pytest.raises(errors.MaterialThere):
        act(wang, services.material_add, unit_id=cast.office.pk, article=factories.article("另一个标题"))


@pytest.mark.parametrize(("title", "lines"), [("", texts.PARAGRAPHS), (texts.TITLE, ())])
def test_nothing_to_read(cast, title, lines):
    with pytest.raises(errors.MaterialEmpty):
        act(
            cast.actor(cast.wang),
            services.material_add,
            unit_id=cast.office.pk,
            article=factories.article(title, lines),
        )


def test_a_recording_by_hand(cast):
    wang = cast.actor(cast.wang)
    values = {"unit_id": cast.office.pk, "article": factories.article("录音党课", ())}
    made = act(wang, services.material_add, file=("课.mp3", io.BytesIO(MP3)), **values)
    assert made.kind == "audio"
    page = material_page(wang, made, TODAY)
    assert [(file.name, file.media_type, file.size) for file in page.files] == [("课.mp3", "audio/mpeg", len(MP3))]


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.mp3", b"MZ" * 99, errors.AttachmentRefused),
        ("a.mp4", MP3, errors.AttachmentRefused),
        ("a.mp3", b"", errors.AttachmentRefused),
        ("a.exe", b"MZ" * 99, errors.AttachmentRefused),
        ("a.mp3", MP3 * 1000, errors.AttachmentTooLarge),
    ],
)
def test_files_that_may_not_be_kept(cast, text, settings, name, data, error):
    settings.AUDIO_MB = 1
    with pytest.raises(error):
        act(cast.actor(cast.wang), services.file_attach, material=text, name=name, content=io.BytesIO(data))
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_attached_and_removed(cast, text):
    wang = cast.actor(cast.wang)
    stored = act(wang, services.file_attach, material=text, name="a.mp3", content=io.BytesIO(MP3))
    act(wang, services.file_remove, material=text, uid=stored.uid)
    assert material_page(wang, text, TODAY).files == []
    assert names()[1:] == ["library.file_attached", "library.file_removed"]


def test_a_correction_keeps_what_was_said(cast, text):
    wang = cast.actor(cast.wang)
    article = dataclasses.replace(factories.article(), title="新标题", paragraphs=texts.OTHER)
    fresh = act(wang, services.material_correct, material=text, article=article, reason="贴错了")
    assert (fresh.version, fresh.title) == (2, "新标题")
    former = Version.objects.get()
    assert (former.number, former.title, former.body, former.reason) == (1, texts.TITLE, texts.BODY, "贴错了")
    assert [hit.material.title for hit in material_search(wang, MaterialFilter(text="云岭"), TODAY).page] == ["新标题"]
    assert not material_search(wang, MaterialFilter(text="秧苗"), TODAY).page
    assert Shingle.objects.filter(material=text).count() == fresh.shingle_count
    with pytest.raises(errors.MaterialUnchanged):
        act(wang, services.material_correct, material=text, article=article, reason="再来一次")


def test_a_corrected_text_may_find_its_like(cast, text):
    with acting_as(SYSTEM):
        other = factories.material(cast.office, texts.OTHER_TITLE, texts.OTHER)
    article = factories.article("摘登", texts.PARAGRAPHS[:-1])
    act(cast.actor(cast.wang), services.material_correct, material=other, article=article, reason="贴错了")
    other.refresh_from_db()
    assert (other.group_id, other.keeps_place) == (text.group_id, False)


def test_tags(cast, text):
    wang = cast.actor(cast.wang)
    act(wang, services.material_tag, material=text, tags=["春耕", " ", "春耕"])
    assert [hit.material.tags for hit in material_search(wang, MaterialFilter(tag="春耕"), TODAY).page] == [["春耕"]]


def test_only_upwards_is_shared_and_only_by_those_there(cast, text):
    with pytest.raises(errors.NotAbove):
        act(cast.actor(cast.wang), services.material_share, material=text, audience_id=cast.community.pk)
    with pytest.raises(Forbidden):
        act(cast.actor(cast.wang), services.material_share, material=text, audience_id=cast.committee.pk)
    assert [one.id for one in circles_for(cast.actor(cast.wang), text, TODAY)] == [cast.office.pk]
    assert [one.id for one in circles_for(cast.actor(cast.wu), text, TODAY)] == [cast.committee.pk]
    with pytest.raises(Forbidden):
        circles_for(cast.actor(cast.sun), text, TODAY)
    act(cast.actor(cast.wu), services.material_share, material=text, audience_id=cast.committee.pk)
    act(cast.actor(cast.wang), services.material_share, material=text, audience_id=cast.office.pk)
    with pytest.raises(NotFound):
        material_get_for(cast.actor(cast.zheng), text.uid, TODAY)


def test_withdrawn_is_gone_and_the_next_takes_its_place(cast, text, twin):
    wang = cast.actor(cast.wang)
    assert [one.uid for one in material_list(wang, TODAY)] == [text.uid]
    act(wang, services.material_withdraw, material=text, reason="过时")
    assert [one.uid for one in material_list(wang, TODAY)] == [twin.uid]
    with pytest.raises(NotFound):
        material_get_for(cast.actor(cast.zhao), text.uid, TODAY)
    with pytest.raises(errors.MaterialWithdrawn):
        act(wang, services.material_tag, material=text, tags=["x"])


def test_another_one_keeps_the_place(cast, text, twin):
    wang = cast.actor(cast.wang)
    act(wang, services.group_lead, material=twin)
    act(wang, services.group_lead, material=twin)
    assert [one.uid for one in material_list(wang, TODAY)] == [twin.uid]
    assert names()[2:] == ["library.group_led"]


@pytest.mark.parametrize("who", ["text", "twin"])
def test_out_of_the_group(cast, text, twin, who, request):
    act(cast.actor(cast.wang), services.group_leave, material=request.getfixturevalue(who), reason="不是同一篇")
    assert material_list(cast.actor(cast.wang), TODAY).count() == 2
    assert Material.objects.filter(keeps_place=True).count() == 2
    with pytest.raises(errors.NotInGroup):
        act(cast.actor(cast.wang), services.group_lead, material=text)


def test_differences_read_downwards():
    changed = [
        texts.PARAGRAPHS[0],
        texts.PARAGRAPHS[1].replace("二十多名", "三十名"),
        *texts.TRADITIONAL[2:],
        "新的一段。",
    ]
    blocks = differences(texts.PARAGRAPHS, changed)
    assert [(block.is_same, block.size) for block in blocks] == [(True, 1), (False, 1), (True, 4), (False, 1)]
    assert [(span.side, span.text) for span in blocks[1].spans if span.side != "both"] == [
        ("left", "二"),
        ("right", "三"),
        ("left", "多"),
    ]
    assert [span.side for span in blocks[3].spans] == ["right"]


@pytest.mark.parametrize(
    ("who", "error"), [("zhao", Forbidden), ("sun", Forbidden), ("zheng", NotFound), ("zhou", NotFound)]
)
def test_who_may_not(cast, text, who, error):
    actor = cast.actor(getattr(cast, who))
    for service, values in (
        (services.material_tag, {"tags": ["x"]}),
        (services.material_withdraw, {"reason": "x"}),
        (services.file_attach, {"name": "a.mp3", "content": io.BytesIO(MP3)}),
        (services.material_correct, {"article": factories.article("x"), "reason": "x"}),
    ):
        with pytest.raises(error):
            act(actor, service, material=text, **values)


def invented(seed: int, length: int) -> str:
    """Return signs that no other text holds in this order."""
    chance = random.Random(seed)
    return "".join(chr(chance.randrange(0x4E00, 0x8000)) for _ in range(length))


def test_a_copy_is_found_though_most_of_it_stands_in_many_texts(cast):
    """A long preface of fifty texts brings nobody together, but does not hide who copied the rest as well."""
    preface, own = invented(1, 900), invented(2, 500)
    with acting_as(SYSTEM):
        for number in range(OFTEN + 2):
            made = factories.material(cast.office, f"报告之{number}", [preface, invented(10 + number, 2500)])
            assert made.keeps_place
        first = factories.material(cast.office, "第一篇", [preface, own])
        again = factories.material(cast.office, "第一篇（转载）", ["本站讯", preface, own])
    assert first.keeps_place
    assert (again.group_id, again.keeps_place) == (first.group_id, False)
