"""Whether the next ballot may start: every provision with its numbers, before anything is handed out."""

from collections.abc import Sequence

from xuezuo.review.elections.models import Candidate, Election, Elector
from xuezuo.review.elections.queries.formulas import candidates_sentence, quorum_sentence, watchers_sentences
from xuezuo.review.elections.queries.rounds import watchers_of
from xuezuo.review.elections.types import NextRound, Sentence, WatcherRole, Why


def turnout(election: Election, body: str) -> tuple[int, int]:
    """Return how many are entitled and how many of them are present."""
    lines = list(Elector.objects.filter(election=election, body=body, why="").values_list("is_present", flat=True))
    return len(lines), sum(lines)


def sentences_before(election: Election, coming: NextRound, standing: Sequence[int]) -> list[Sentence]:
    """Return what must hold before the ballot starts."""
    entitled, present = turnout(election, coming.body)
    watchers = watchers_of(election, coming.body)
    ids = {role: [one.member_id for one in rows] for role, rows in watchers.items()}
    stand = set(Candidate.objects.filter(pk__in=standing).values_list("member_id", flat=True))
    return [
        quorum_sentence(coming.body, entitled, present),
        candidates_sentence(election, coming, len(standing)),
        *watchers_sentences(ids[WatcherRole.SCRUTINEER], ids[WatcherRole.TELLER], stand),
        *_consented(election, coming.body),
    ]


def _consented(election: Election, body: str) -> list[Sentence]:
    """Whom the superior let be left out: no pack provides for it in elections, so it is shown to be checked."""
    count = Elector.objects.filter(election=election, body=body, why=Why.CONSENTED).count()
    words = f"经上级同意、大会通过不计入应到会 {count} 人。系统所载规定没有这一条，请按上级的答复核对文件。"
    return [Sentence(words, "", holds=False)] if count else []
