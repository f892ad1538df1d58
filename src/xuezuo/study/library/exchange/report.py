"""What an import came to."""

import dataclasses
import json


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """One file of an import.

    Attributes:
        file: its name inside what was given.
        state: created | unchanged | fault.
        title: of the material.
        code, message: of the fault, or of a remark on a material that was created.
        like: title of the material it was put beside as a near-duplicate.
        facts: what was found, for people to check: author, source, day, language, signs, lines left out.
    """

    file: str
    state: str
    title: str = ""
    code: str = ""
    message: str = ""
    like: str = ""
    facts: dict[str, str | int] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(slots=True)
class ImportReport:
    """All files of an import."""

    outcomes: list[Outcome] = dataclasses.field(default_factory=list)
    batch: str = ""
    dry_run: bool = False

    def count(self, state: str) -> int:
        """Return how many files came to this state."""
        return sum(1 for one in self.outcomes if one.state == state)

    @property
    def files(self) -> int:
        """All files."""
        return len(self.outcomes)

    @property
    def created(self) -> int:
        """New materials."""
        return self.count("created")

    @property
    def unchanged(self) -> int:
        """Files that were there already."""
        return self.count("unchanged")

    @property
    def faults(self) -> int:
        """Files that could not be read."""
        return self.count("fault")

    def as_json(self) -> str:
        """Return everything as JSON."""
        whole: dict[str, object] = {
            "files": self.files,
            "created": self.created,
            "unchanged": self.unchanged,
            "faults": self.faults,
            "batch": self.batch,
            "dry_run": self.dry_run,
            "outcomes": [dataclasses.asdict(one) for one in self.outcomes],
        }
        return json.dumps(whole, ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> "ImportReport":
        """Read what `as_json` wrote."""
        said = json.loads(text)
        return cls([Outcome(**one) for one in said["outcomes"]], said["batch"], said["dry_run"])
