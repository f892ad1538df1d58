"""Fold, cut, fingerprints, languages: properties that hold for every text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezuo.study.library.queries.snippets import marked, snippet
from xuezuo.study.library.services.grouping import Sizes, containment
from xuezuo.study.library.tests import texts
from xuezuo.study.library.words.cut import title_words_of, wanted, words_of
from xuezuo.study.library.words.fold import essence, fold
from xuezuo.study.library.words.language import language_of
from xuezuo.study.library.words.shingles import shingles

ANY = st.text(
    alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("黨党學学裡里乾隆「」，。Ａａ０")), max_size=60
)


@given(ANY)
def test_folding_moves_nothing(text):
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(ANY)
def test_marking_loses_nothing(text):
    asked = wanted(text[:20])
    assert "".join(piece.text for piece in marked(text, asked.terms)) == text


@given(st.text(alphabet="党员学习教育支部群众的一是在，。", max_size=60), st.integers(0, 40), st.integers(2, 8))
def test_what_is_cut_out_of_a_text_is_found_in_it(text, start, length):
    """Any stretch of signs, wherever the dictionary would cut: its pairs are in the index."""
    piece = text[start : start + length]
    assert set(wanted(f"“{piece}”").words) <= words_of(text) | {""} or not essence(piece)


@given(ANY)
def test_titles_are_found_by_their_pairs(title):
    assert set(wanted(f"“{title}”").pairs) <= title_words_of(title) or '"' in title or "“" in title or "”" in title


def test_traditional_and_simplified_are_one():
    assert essence("\n".join(texts.TRADITIONAL)) == essence(texts.BODY)
    assert shingles("\n".join(texts.TRADITIONAL)) == shingles(texts.BODY)


def test_the_snippet_is_around_the_hit():
    pieces = snippet(texts.BODY, "", wanted("老党员").terms)
    assert "老党员" in [piece.text for piece in pieces if piece.is_hit]
    assert len("".join(piece.text for piece in pieces)) < 120


def test_a_short_text_beside_a_long_one_is_judged_by_the_long_ones_sample():
    assert containment(Sizes(40, 20), Sizes(100, 100), Sizes(19, 12)) == pytest.approx(0.6)
    assert containment(Sizes(40, 20), Sizes(60, 30), Sizes(30, 12)) == pytest.approx(0.75)
    assert containment(Sizes(3, 1), Sizes(60, 30), Sizes(2, 1)) == 0.0


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        (texts.BODY, "zh-Hans"),
        ("".join(texts.TRADITIONAL), "zh-Hant"),
        ("The members of the branch met in the village hall and talked about the road.", "en"),
        ("བོད་ཡིག་གི་སློབ་སྦྱོང་རྒྱུ་ཆ།", "bo"),
        ("ئۇيغۇرچە ئۆگىنىش ماتېرىيالى ۋە كۆرسەتمىسى", "ug"),
        ("ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ", "mn"),
        ("당원 학습 자료", "ko"),
        ("12345", "und"),
    ],
)
def test_languages(text, tag):
    assert language_of(text) == tag
