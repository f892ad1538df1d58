"""Which rows of a table may not stand alone, because they are about too few people."""

from collections.abc import Hashable, Mapping


def pooled[K: Hashable](sizes: Mapping[K, int], least: int) -> set[K]:
    """Return the rows to show together: those of fewer than `least`, and the next smallest until they are `least`.

    Rows of nobody stay as they are. Ties go by the order of the rows, so that the same rows are pooled every time.

    >>> sorted(pooled({"a": 30, "b": 4, "c": 12}, 10))
    ['b', 'c']
    >>> pooled({"a": 30, "b": 12}, 10)
    set()
    """
    by_size = sorted((key for key, size in sizes.items() if size), key=lambda key: sizes[key])
    pool = [key for key in by_size if sizes[key] < least]
    rest = by_size[len(pool) :]
    while pool and rest and sum(sizes[key] for key in pool) < least:
        pool.append(rest.pop(0))
    return set(pool)
