"""What an overview is made of: chapters of sentences, sentences of words and figures."""

import dataclasses
import itertools
import string
from collections.abc import Iterator, Mapping, Sequence

from xuezuo.reports.figures import Definition, definition, value_of
from xuezuo.reports.queries.choices import Asked
from xuezuo.reports.types import Figures


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """A figure inside a sentence.

    Attributes:
        about: its definition.
        value: as it is written: digits, percent with its sign.
        child: uid of the child through which it counts; empty = the whole report.
        child_name: name of that child.
        number: its place in the appendix, from 1.
    """

    about: Definition
    value: str
    child: str = ""
    child_name: str = ""
    number: int = 0

    @property
    def query(self) -> str:
        """The parameters that lead to what stands behind it, after those of the report."""
        return f"figure={self.about.key}" + (f"&child={self.child}" if self.child else "")


type Piece = str | Figure


@dataclasses.dataclass(frozen=True, slots=True)
class Sentence:
    """Words and figures in order; `text` is how it reads."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The sentence as plain text."""
        return "".join(piece if isinstance(piece, str) else piece.value for piece in self.pieces)


@dataclasses.dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand together; `heading` (may be empty) goes before them."""

    sentences: tuple[Sentence, ...]
    heading: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter with its title, without its number."""

    title: str
    paragraphs: tuple[Paragraph, ...]

    def numbers(self) -> Iterator[int]:
        """Yield the numbers of the figures said, in order."""
        for paragraph in self.paragraphs:
            for sentence in paragraph.sentences:
                yield from (piece.number for piece in sentence.pieces if isinstance(piece, Figure))


@dataclasses.dataclass(frozen=True, slots=True)
class Overview:
    """A whole overview; `figures` are all that its sentences hold, in order of appearance, numbered from 1."""

    title: str
    unit_name: str
    unit_code: str
    asked: Asked
    chapters: tuple[Chapter, ...]
    figures: tuple[Figure, ...]

    @property
    def appendix(self) -> list[tuple[str, list[Figure]]]:
        """The figures by the chapter that says them first; together all of them, in order."""
        first: dict[int, str] = {}
        for chapter in self.chapters:
            for number in chapter.numbers():
                first.setdefault(number, chapter.title)
        grouped = itertools.groupby(self.figures, lambda figure: first[figure.number])
        return [(title, list(figures)) for title, figures in grouped]


class Writer:
    """Fills sentence templates with figures; `{key}` is a figure, `{=name}` a word.

    Figures get the number of their place in the appendix; the same figure twice has one number.
    """

    def __init__(self, figures: Figures, words: Mapping[str, str]) -> None:
        """Start with all figures of the report and the words that sentences may use."""
        self._figures = figures
        self._words = dict(words)
        self._known: dict[tuple[str, str], Figure] = {}

    def number(self, key: str) -> int:
        """Return a counted figure or a sum as a number, for the choice of sentences."""
        text = value_of(definition(key), self._figures)
        return int(text) if text.isdecimal() else 0

    def is_known(self, key: str) -> bool:
        """Tell whether a ratio has a value."""
        return value_of(definition(key), self._figures) != "—"

    def say(self, template: str, **words: str) -> Sentence:
        """Return the sentence of a template."""
        return Sentence(tuple(self._pieces(template, self._words | words)))

    def say_of(self, figures: Figures, child: tuple[str, str], template: str) -> Sentence:
        """Return a sentence about a child (uid, name): its figures are the part that counts through it."""
        pieces: list[Piece] = []
        for words, key, _, _ in string.Formatter().parse(template):
            pieces.append(words)
            if key == "=name":
                pieces.append(child[1])
            elif key:
                pieces.append(self._figure(key, figures, child))
        return Sentence(tuple(piece for piece in pieces if piece))

    def figures(self) -> tuple[Figure, ...]:
        """Return all figures said so far, by number."""
        return tuple(self._known.values())

    def _pieces(self, template: str, words: Mapping[str, str]) -> Iterator[Piece]:
        for text, key, _, _ in string.Formatter().parse(template):
            if text:
                yield text
            if key and key.startswith("="):
                yield words[key[1:]]
            elif key:
                yield self._figure(key, self._figures, ("", ""))

    def _figure(self, key: str, figures: Figures, child: tuple[str, str]) -> Figure:
        if (key, child[0]) not in self._known:
            one = definition(key)
            value = value_of(one, figures)
            shown = f"{value}%" if one.unit == "%" and value != "—" else value
            self._known[key, child[0]] = Figure(one, shown, child[0], child[1], len(self._known) + 1)
        return self._known[key, child[0]]


def joined(sentences: Sequence[Sentence]) -> Sentence:
    """Return one sentence that lists several, divided by `；` and ended by `。`."""
    pieces: list[Piece] = []
    for number, sentence in enumerate(sentences):
        pieces.extend(("；",) if number else ())
        pieces.extend(sentence.pieces)
    return Sentence((*pieces, "。"))
