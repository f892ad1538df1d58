"""What the software says at the moment of a deed: ok, a reminder, a warning, or a refusal.

A refusal is for the impossible only: a vote by a non-voter, more votes than seats, an approver without the power.
What a mandatory provision asks is a warning and a human decides; what is general or a convention is a reminder; an
unverified provision never does more than remind.
"""

from __future__ import annotations

import dataclasses

from xuezuo.rules.types import Clause
from xuezuo.rules.vocabulary import Force, Verdict


@dataclasses.dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict with the provision it rests on."""

    verdict: Verdict
    clause: Clause

    @property
    def may_go_on(self) -> bool:
        """Whether the deed can be done (a warning asks for a reason, but does not stop)."""
        return self.verdict is not Verdict.BLOCK

    @property
    def message(self) -> str:
        """The verdict in plain words, with the provision; empty when all is well."""
        if self.verdict is Verdict.OK:
            return ""
        doubt = "" if self.clause.verified else "该条款尚未核对原文，仅供参考。"
        return f"{self.verdict.label}：{self.clause.says}（{self.clause.citation}）{doubt}"


def judge(clause: Clause, *, holds: bool, is_impossible: bool = False) -> Ruling:
    """Return the verdict of a provision at the moment of a deed.

    Args:
        clause: the provision.
        holds: whether the deed keeps it.
        is_impossible: whether a deed that does not keep it cannot be done at all, as opposed to being against the rule.
    """
    return Ruling(Verdict.OK if holds else _breach(clause, is_impossible=is_impossible), clause)


def _breach(clause: Clause, *, is_impossible: bool) -> Verdict:
    if not clause.verified:
        return Verdict.REMIND
    if is_impossible:
        return Verdict.BLOCK
    return Verdict.WARN if clause.force is Force.MANDATORY else Verdict.REMIND
