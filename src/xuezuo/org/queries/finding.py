"""Finding people for a field (lecturers, guests, owners): by number, name, pinyin or initials."""

from django.db.models import Q

from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Member
from xuezuo.platform.access import beyond_scope

SHOWN = 10


def people_found(text: str) -> list[Member]:
    """Return the members that the words may mean, by pinyin, at most `SHOWN`.

    A whole number finds its member anywhere: a county secretary lectures in a village. Names, pinyin and initials are
    looked up only among those whom the asker may see anyway (row-level security sees to it).
    """
    words = squeeze(text)
    if not words:
        return []
    number = words.rsplit(" ", 1)[-1]
    with beyond_scope():
        exact = list(Member.objects.filter(number=number))
    if exact:
        return exact
    folded = words.lower().replace(" ", "")
    named = Q(name=words) | Q(pinyin=folded) | Q(initials=folded)
    return list(Member.objects.filter(named).order_by("pinyin", "number")[:SHOWN])
