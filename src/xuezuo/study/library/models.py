"""Materials, their versions, fingerprints, lists and imports."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup, OrderBy, Q
from django.db.models.sql.compiler import SQLCompiler

from xuezuo.platform.privacy import classify
from xuezuo.study.library.types import MAX_TAG, MAX_TITLE, Language, MaterialKind


@SearchVectorField.register_lookup
class Holds(Lookup):
    """`words__holds="'a' & 'b'"`: the vector fits a query in PostgreSQL's own writing.

    Django's `SearchQuery` would have the server's parser cut the words once more; they are cut already.
    """

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        """Return `vector @@ query`."""
        left, left_values = self.process_lhs(compiler, connection)
        return f"{left} @@ %s::tsquery", (*left_values, self.rhs)


@SearchVectorField.register_lookup
class Fits(Holds):
    """The same answer row by row: for conditions inside others, where reading the whole index each time is slow."""

    lookup_name = "fits"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        """Return `(vector @@ query) IS TRUE`, which no index answers."""
        condition, values = super().as_sql(compiler, connection)
        return f"({condition}) IS TRUE", values


class Batch(models.Model):
    """One import: of which file or folder, and what it came to."""

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    applied_at = models.DateTimeField()
    applied_by = models.BigIntegerField(null=True)
    files = models.PositiveIntegerField()
    created = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    faults = models.PositiveIntegerField()

    privacy = classify(internal="id uid unit name applied_at applied_by files created unchanged faults")

    def __str__(self) -> str:
        return f"library batch {self.uid}"


class Material(models.Model):
    """A text, recording or file that a unit keeps for those below `audience` (the unit itself, or one above it).

    `body` holds one paragraph a line; `folded` the same with traditional signs, capitals and wide letters folded, empty
    when that changes nothing: both have the same length, so a hit in one is a hit in the other. `words` and
    `title_words` are what search asks. Author and source are those of a published text. `group_id` is the id of the
    first material of its group of near-duplicates; exactly one that is not withdrawn keeps the place.
    """

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="materials")
    audience = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=MaterialKind.choices, default=MaterialKind.ARTICLE)
    title = models.CharField("标题", max_length=MAX_TITLE)
    author = models.CharField("作者", max_length=100, blank=True)
    source = models.CharField("来源", max_length=100, blank=True)
    source_url = models.CharField("网址", max_length=500, blank=True)
    published_on = models.DateField("发布日期", null=True)
    language = models.CharField("语言", max_length=12, choices=Language.choices)
    tags = ArrayField(models.CharField(max_length=MAX_TAG), default=list)
    body = models.TextField("正文", blank=True)
    folded = models.TextField(blank=True)
    removed = models.TextField(blank=True)
    length = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="materials")
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    added_by = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)
    group_id = models.BigIntegerField(db_index=True)
    keeps_place = models.BooleanField(default=True)
    shingle_count = models.PositiveIntegerField(default=0)
    words = SearchVectorField(null=True)
    title_words = SearchVectorField(null=True)

    newest: ClassVar[OrderBy] = models.F("published_on").desc(nulls_last=True)

    privacy = classify(
        public="kind title author source source_url published_on language tags body folded length",
        internal="id uid unit audience removed sha256 file_sha256 file_name batch version added_at added_by"
        " withdrawn_at withdrawn_why group_id keeps_place shingle_count words title_words",
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="library_material_withdrawn_pair",
            ),
            models.UniqueConstraint(
                fields=["group_id"], condition=Q(keeps_place=True, withdrawn_at__isnull=True), name="library_one_place"
            ),
        ]
        indexes: ClassVar = [
            GinIndex(fields=["words"], name="library_words"),
            GinIndex(fields=["title_words"], name="library_title_words"),
            GinIndex(fields=["tags"], name="library_tags"),
            models.Index(models.F("published_on").desc(nulls_last=True), models.F("id").desc(), name="library_newest"),
            models.Index(fields=["unit", "file_sha256"], name="library_file"),
            models.Index(fields=["sha256"], name="library_sha"),
        ]

    def __str__(self) -> str:
        return f"material {self.uid}"

    @property
    def paragraphs(self) -> list[str]:
        """The text, paragraph by paragraph."""
        return self.body.split("\n") if self.body else []


class Version(models.Model):
    """What a material said up to a correction."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=MAX_TITLE)
    author = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=100, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    published_on = models.DateField(null=True)
    language = models.CharField(max_length=12)
    body = models.TextField(blank=True)
    reason = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField(null=True)

    privacy = classify(
        public="title author source source_url published_on language body",
        internal="id material number reason changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["material", "number"], name="library_version_number"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of material {self.material_id}"


class Shingle(models.Model):
    """A fingerprint of five characters that a text holds; only every 16th (short texts: 8th) is kept."""

    pk = models.CompositePrimaryKey("hash", "material")
    hash = models.IntegerField()
    material = models.ForeignKey(Material, models.PROTECT, related_name="+")

    privacy = classify(internal="hash material")

    def __str__(self) -> str:
        return f"shingle {self.hash} of material {self.material_id}"


class Listing(models.Model):
    """A material in a list of a room above, as far as search has to know."""

    list_uid = models.UUIDField()
    material = models.ForeignKey(Material, models.PROTECT, related_name="listings")

    privacy = classify(internal="id list_uid material")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["list_uid", "material"], name="library_listing_once"),
        ]

    def __str__(self) -> str:
        return f"material {self.material_id} in list {self.list_uid}"
