"""Import files: every file wholly or not at all, again nothing, faults by name, likes together."""

import datetime as dt
import zipfile

import pytest
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.platform.access import acting_as
from xuezuo.study.library.errors import ImportRefused
from xuezuo.study.library.models import Batch, Material, Shingle
from xuezuo.study.library.services import ImportRequest, material_withdraw, materials_import
from xuezuo.study.library.tests import texts

pytestmark = pytest.mark.django_db
AT = dt.datetime(2025, 6, 16, 4, tzinfo=dt.UTC)


@pytest.fixture
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    root = tmp_path / "资料"
    (root / "图片_files").mkdir(parents=True)
    for name, text in texts.SITES.items():
        (root / name).write_text(text, encoding="utf-8")
    (root / "繁體.txt").write_bytes("\n".join((texts.TRADITIONAL_TITLE, "", *texts.TRADITIONAL)).encode("big5hkscs"))
    (root / "别的.txt").write_text("\n".join((texts.OTHER_TITLE, *texts.OTHER)), encoding="gb18030")
    (root / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (root / "录音.mp3").write_bytes(b"ID3" + b"\0" * 99)
    (root / "假的.mp4").write_bytes(b"MZ" * 50)
    (root / "图片_files" / "a.js").write_text("x")
    (root / "~$a.docx").write_text("x")
    return root


def load(cast, path, who=None, **values):
    actor = cast.actor(who or cast.wang)
    with acting_as(actor):
        request = ImportRequest(cast.office.pk, [(path, path.name)], **values)
        return materials_import(actor=actor, request=request, at=AT)


def test_a_folder_is_read_and_everything_that_cannot_be_is_named(cast, folder):
    report = load(cast, folder, tags=("党课",))
    assert (report.files, report.created, report.faults) == (10, 8, 2)
    faults = {one.file: one.code for one in report.outcomes if one.state == "fault"}
    assert faults == {"旧.doc": "library.old_format", "假的.mp4": "library.attachment_refused"}
    assert Material.objects.filter(kind="audio", title="录音").count() == 1
    assert set(Material.objects.values_list("tags", flat=True).distinct()[0]) == {"党课"}
    assert [entry.name for entry in trail()] == ["library.materials_imported"]
    assert Batch.objects.get().created == 8


def test_one_article_of_five_sites_and_a_traditional_one_are_one_group(cast, folder):
    report = load(cast, folder)
    group = Material.objects.filter(title__contains="青禾") | Material.objects.filter(title__contains="青禾縣")
    assert group.count() == 6
    assert group.values_list("group_id", flat=True).distinct().count() == 1
    assert group.filter(keeps_place=True).count() == 1
    assert sum(1 for one in report.outcomes if one.like) == 5


def test_again_changes_nothing(cast, folder):
    load(cast, folder)
    count = Shingle.objects.count()
    again = load(cast, folder)
    assert (again.created, again.unchanged, again.faults) == (0, 8, 2)
    assert (Material.objects.count(), Shingle.objects.count()) == (8, count)


def test_what_was_withdrawn_does_not_come_back(cast, folder):
    load(cast, folder / "别的.txt")
    actor = cast.actor(cast.wang)
    material_withdraw(actor=actor, material=Material.objects.get(), reason="过时", at=AT)
    again = load(cast, folder / "别的.txt")
    assert again.outcomes[0].code == "library.withdrawn"
    assert Material.objects.count() == 1


def test_a_dry_run_writes_nothing(cast, folder, tmp_path):
    report = load(cast, folder, dry_run=True)
    assert (report.created, report.faults, report.batch) == (9, 1, "")
    assert not Material.objects.exists()
    assert not Batch.objects.exists()
    assert not trail().exists()
    assert not (tmp_path / "media").exists()


def test_an_archive_from_chinese_windows(cast, folder, tmp_path):
    path = tmp_path / "资料.zip"
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo("x")
        entry.filename = "材料/青禾.txt".encode("gb18030").decode("cp437")
        archive.writestr(entry, texts.PLAIN.encode("gb18030"))
    raw = path.read_bytes()
    entry_name = "材料/青禾.txt".encode("gb18030").decode("cp437").encode()
    assert entry_name in raw  # zipfile writes it as UTF-8; as Windows does it:
    path.write_bytes(raw)
    report = load(cast, path)
    assert [one.title for one in report.outcomes] == [texts.TITLE]


def test_a_name_that_leads_out_of_the_archive_is_skipped_and_named(cast, tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../外面.txt", texts.PLAIN)
        archive.writestr("里面.txt", texts.PLAIN)
    report = load(cast, path)
    assert [(one.file, one.state, one.code) for one in report.outcomes if one.state == "fault"] == [
        ("../../外面.txt", "fault", "library.leads_out")
    ]
    assert report.created == 1


def test_a_broken_archive(cast, tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK broken")
    with pytest.raises(ImportRefused):
        load(cast, path)


@pytest.mark.parametrize(("who", "error"), [("zhao", Forbidden), ("wu", Forbidden), ("zhou", NotFound)])
def test_who_may_not(cast, folder, who, error):
    with pytest.raises(error):
        load(cast, folder, getattr(cast, who))


def test_many_files_have_a_short_name(tmp_path):
    names = [f"{number:02}{'长' * 90}.html" for number in range(26)]
    name = ImportRequest(1, [(tmp_path, one) for one in names]).name
    assert name.startswith(names[0])
    assert name.endswith("等 26 个文件")
    assert len(name) <= 200
    assert ImportRequest(1, [(tmp_path, "一.txt"), (tmp_path, "二.txt")]).name == "一.txt、二.txt"
