"""Whatever is told of an exam, what is not told cannot be worked out from it."""

from hypothesis import given
from hypothesis import strategies as st

from xuezuo.study.exams.queries.few import FEW, is_told, left_out, whole

NUMBERS = st.integers(0, 24).flatmap(lambda sat: st.tuples(st.just(sat), st.integers(0, sat)))


def trees(depth):
    """A tree is a line (sat, passed), or a list of trees: own members and units below alike."""
    if not depth:
        return NUMBERS
    return st.one_of(NUMBERS, st.lists(trees(depth - 1), min_size=1, max_size=4))


def line(tree):
    if isinstance(tree, tuple):
        return *tree, tree[0]
    return whole({number: line(one) for number, one in enumerate(tree)})


def figures(tree, path=(), name="r"):
    """Yield name, line, children, whether it is told."""
    below = {} if isinstance(tree, tuple) else dict(enumerate(tree))
    lines = {number: line(one) for number, one in below.items()} or {None: line(tree)}
    here = (*path, (int(name.split(".")[-1]) if "." in name else -1, lines))
    yield name, line(tree)[:2], [f"{name}.{number}" for number in below], is_told(here)
    for number, one in below.items():
        yield from figures(one, here, f"{name}.{number}")


def ranges(found):
    """Return what can be worked out: the least and the most for each figure, from those told and how many sat.

    A told figure is what it is. Any other lies between the sums of its parts, and between what its whole leaves over.
    """
    known = {name: (p, p) if told else (0, sat) for name, (sat, p), _, told in found}
    parts = {name: below for name, _, below, _ in found if below}
    while True:
        before = dict(known)
        for name, below in parts.items():
            _narrow(known, name, sum(known[one][0] for one in below), sum(known[one][1] for one in below))
            for one in below:
                others = [other for other in below if other != one]
                least = known[name][0] - sum(known[other][1] for other in others)
                _narrow(known, one, least, known[name][1] - sum(known[other][0] for other in others))
        if known == before:
            return known


def _narrow(known, name, least, most):
    known[name] = max(known[name][0], least), min(known[name][1], most)


@given(st.lists(trees(2), min_size=1, max_size=5))
def test_nothing_left_out_is_determined(tree):
    found = list(figures(tree))
    known = ranges(found)
    for name, (sat, _passed), _, is_shown in found:
        if is_shown:
            assert sat >= FEW or not sat
            continue
        if sat:
            assert known[name][0] < known[name][1], (name, known)


@given(st.lists(NUMBERS, min_size=1, max_size=6))
def test_no_more_is_left_out_than_is_needed(numbers):
    lines = {number: line(one) for number, one in enumerate(numbers)}
    hidden = left_out(lines)
    if all(sat >= FEW or not sat for sat, _ in numbers):
        assert not hidden
    else:
        assert {place for place, (sat, *_) in lines.items() if 0 < sat < FEW} <= hidden
        assert not any(lines[place][0] == 0 for place in hidden)
