import io

import docx
import pypdfium2
import pytest
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.files.models import StoredFile
from xuezuo.study.contests.errors import (
    AuthorUnknown,
    ContestKindWrong,
    EntryEmpty,
    EntryFileRefused,
    EntryGone,
    EntryTellsAuthor,
    EntryTooLate,
    EntryTwice,
    OutsideAudience,
)
from xuezuo.study.contests.models import Authorship, Entry
from xuezuo.study.contests.services.blinding import blind_copy
from xuezuo.study.contests.services.entering import entry_make, entry_replace, entry_withdraw, work_file
from xuezuo.study.contests.services.juries import juror_appoint
from xuezuo.study.contests.tests import desk
from xuezuo.study.contests.types import Credits, Work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def contest(cast):
    return desk.essay(cast)


def make(cast, contest, who, work, credits_=desk.AGREES, at=desk.AT):
    actor = cast.actor(who)
    with acting_as(actor):
        return entry_make(actor=actor, contest=contest, work=work, credits=credits_, at=at)


def withdraw(cast, entry, who, at=desk.AT):
    actor = cast.actor(who)
    with acting_as(actor):
        return entry_withdraw(actor=actor, entry=entry, at=at)


def replace(cast, entry, who, work, at=desk.AT):
    actor = cast.actor(who)
    with acting_as(actor):
        return entry_replace(actor=actor, entry=entry, work=work, at=at)


def test_a_work_and_its_authors_lie_apart(cast, contest):
    entry = make(cast, contest, cast.zhao, Work("林间", "树长高了。"), Credits(("LC0005",), agrees=True))
    with acting_as(SYSTEM):
        authors = Authorship.objects.filter(entry=entry).order_by("position")
        assert [(one.member_id, one.unit_id) for one in authors] == [
            (cast.zhao.pk, cast.office.pk),
            (cast.zheng.pk, cast.community.pk),
        ]
    told = trail().get(name="contests.entry_made")
    assert (told.unit_id, told.subject_uid, told.after) == (None, str(contest.uid), {})


def test_the_deadline_is_the_servers(cast, contest):
    work = Work("林间", "树长高了。")
    entry = make(cast, contest, cast.zhao, work)
    with pytest.raises(EntryTooLate, match="截止，不能再更换"):
        replace(cast, entry, cast.zhao, Work("林间", "树又长高了。"), at=desk.UNTIL)
    with pytest.raises(EntryTooLate, match="2025-06-26 10:00 截止，不能再提交"):
        make(cast, contest, cast.li, work, at=desk.UNTIL)
    with pytest.raises(ContestKindWrong):
        make(cast, desk.knowledge(cast), cast.zhao, work)


def test_once_until_withdrawn_and_only_by_the_first_author(cast, contest):
    entry = make(cast, contest, cast.zhao, Work("林间", "树长高了。"), Credits(("LC0005",)))
    with pytest.raises(EntryTwice):
        make(cast, contest, cast.zhao, Work("又一篇", "树又长高了。"))
    with pytest.raises(Forbidden):
        withdraw(cast, entry, cast.zheng)
    with pytest.raises(NotFound):
        withdraw(cast, entry, cast.wang)
    withdraw(cast, entry, cast.zhao)
    with pytest.raises(EntryGone):
        withdraw(cast, entry, cast.zhao)
    make(cast, contest, cast.zhao, Work("又一篇", "树又长高了。"))


def test_only_those_it_is_for(cast, contest):
    work = Work("林间", "树长高了。")
    with pytest.raises(NotFound):
        make(cast, contest, cast.zhou, work)
    juror_appoint(actor=cast.actor(cast.wu), contest=contest, number="HK0001", at=desk.AT)
    with pytest.raises(OutsideAudience):  # a juror from outside sees the contest, but may not enter
        make(cast, contest, cast.zhou, work)
    with pytest.raises(AuthorUnknown):
        make(cast, contest, cast.zhao, work, Credits(("HK0001",)))
    with pytest.raises(NotFound):
        make(cast, desk.essay(cast, is_open=False), cast.zhao, work)


@pytest.mark.parametrize(
    ("work", "where"),
    [
        (Work("赵党员的一天", "树长高了。"), "题目"),
        (Work("林间", "我叫赵 党员。"), "正文"),
        (Work("林间", "编号LC0003。"), "正文"),
        (Work("林间", "我们第一党小组。"), "正文"),
        (Work("林间", "机关支部的一天。"), "正文"),
        (Work("林间", file=("a.docx", desk.docx("作者赵党员", "x"))), "作品文件"),
    ],
)
def test_a_work_that_names_its_author_goes_back(cast, contest, work, where):
    with pytest.raises(EntryTellsAuthor, match=where) as refused:
        make(cast, contest, cast.zhao, work)
    assert "赵党员" not in refused.value.message


def test_empty_or_unreadable(cast, contest):
    with pytest.raises(EntryEmpty):
        make(cast, contest, cast.zhao, Work("林间", "  "))
    for file in (("a.txt", b"x"), ("a.docx", b"PK broken"), ("a.pdf", b"%PDF-1.4 broken"), ("a.docx", b"")):
        with pytest.raises(EntryFileRefused):
            make(cast, contest, cast.zhao, Work("林间", file=file))


def test_the_kept_file_tells_nothing(cast, contest):
    entry = make(cast, contest, cast.zhao, Work("林间", file=("赵党员.docx", desk.docx("树长高了。"))))
    with acting_as(SYSTEM):
        stored = StoredFile.objects.get(owner_uid=entry.uid)
        content = work_file(Entry.objects.get(pk=entry.pk)).content
    assert (stored.name, stored.unit_id, stored.stored_at) == ("作品.docx", None, contest.opened_at)
    assert {stored.uid.version, entry.uid.version} == {4}  # no time in them
    assert "赵党员".encode() not in content
    assert "赵党员" not in everything_in(content)


def everything_in(content: bytes) -> str:
    import zipfile  # noqa: PLC0415  # only here

    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return "".join(file.read(name).decode("utf-8", "replace") for name in file.namelist())


def test_a_real_word_file_stays_readable():
    document = docx.Document()
    document.core_properties.author = document.core_properties.last_modified_by = "赵党员"
    document.add_paragraph("树长高了。")
    out = io.BytesIO()
    document.save(out)
    blind = blind_copy("x.DOCX", out.getvalue())
    assert "树长高了" in blind.text
    assert "赵党员" not in everything_in(blind.content)
    again = docx.Document(io.BytesIO(blind.content))
    assert [one.text for one in again.paragraphs] == ["树长高了。"]
    assert again.core_properties.author == ""


def test_what_is_put_into_a_word_file_and_where_its_template_lay_goes_too():
    import zipfile  # noqa: PLC0415  # only here

    out = io.BytesIO(desk.docx("树长高了。"))
    rels = (
        '<Relationships><Relationship Id="r1" TargetMode="External" Target="file:///C:\\Users\\赵党员\\a.dotx"/>'
        '<Relationship Id="r2" Target="media/a.png"/></Relationships>'
    )
    with zipfile.ZipFile(out, "a") as file:
        file.writestr("word/_rels/settings.xml.rels", rels)
        file.writestr("word/embeddings/a.docx", desk.docx("里面写着李委员。"))
    blind = blind_copy("x.docx", out.getvalue())
    assert "李委员" in blind.text
    with zipfile.ZipFile(io.BytesIO(blind.content)) as file:
        assert "赵党员" not in everything_in(file.read("word/embeddings/a.docx"))
        kept = file.read("word/_rels/settings.xml.rels").decode()
    assert ("赵党员" in kept, "media/a.png" in kept) == (False, True)


def test_a_pdf_loses_its_information_and_notes():
    blind = blind_copy("x.pdf", pdf("(Zhao San) /Title (secret)"))
    assert b"Zhao San" not in blind.content
    assert b"secret" not in blind.content
    with pypdfium2.PdfDocument(blind.content) as document:
        assert len(document) == 1
        assert not any(document.get_metadata_dict().get(key) for key in ("Author", "Title"))


def pdf(author: str) -> bytes:
    """A page with a note, an information dictionary and XMP."""
    parts = [
        "<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Annots [4 0 R] >>",
        "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /T (Zhao San) /Contents (secret) >>",
        f"<< /Author {author} >>",
        "<< /Type /Metadata /Subtype /XML /Length 8 >>\nstream\nZhao San\nendstream",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n".encode()
    start = len(out)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 7\n0000000000 65535 f \n{rows}trailer << /Size 7 /Root 1 0 R /Info 5 0 R >>\n".encode()
    return out + f"startxref\n{start}\n%%EOF".encode()
