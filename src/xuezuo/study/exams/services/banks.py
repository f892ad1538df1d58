"""Question banks: made, described."""

import datetime as dt

from django.db import IntegrityError, transaction

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import Fields, record, use_case
from xuezuo.study.exams import events
from xuezuo.study.exams.errors import BankTitleTaken
from xuezuo.study.exams.models import Bank
from xuezuo.study.exams.policies import BANK_EDIT
from xuezuo.study.exams.types import BankSpec


@use_case("exams.bank_make")
def bank_make(*, actor: Actor, unit_id: int, spec: BankSpec, at: dt.datetime) -> Bank:
    """Make an empty bank of the unit.

    Raises:
        NotFound, Forbidden: the actor may not edit banks of the unit.
        BankTitleTaken: the unit has one of that title.
    """
    require_unit(actor, BANK_EDIT, unit_id, civil_date(at))
    bank = Bank(uid=new_id(), unit_id=unit_id, made_at=at, made_by=actor.account_id)
    _describe(bank, spec)
    _tell(events.BANK_MADE, actor, bank, at)
    return bank


@use_case("exams.bank_change")
def bank_change(*, actor: Actor, bank: Bank, spec: BankSpec, at: dt.datetime) -> Bank:
    """Change title, note and whether those below may use it.

    Raises:
        NotFound, Forbidden: the actor may not edit the bank.
        BankTitleTaken: the unit has another of that title.
    """
    require_unit(actor, BANK_EDIT, bank.unit_id, civil_date(at))
    bank = Bank.objects.select_for_update().get(pk=bank.pk)
    before: Fields = {"title": bank.title, "is_shared": bank.is_shared}
    _describe(bank, spec)
    _tell(events.BANK_CHANGED, actor, bank, at, before)
    return bank


def _describe(bank: Bank, spec: BankSpec) -> None:
    bank.title, bank.note, bank.is_shared = spec.title, spec.note, spec.is_shared
    try:
        with transaction.atomic():
            bank.save(update_fields=["title", "note", "is_shared"] if bank.pk else None)
    except IntegrityError as error:
        raise BankTitleTaken from error


def _tell(name: str, actor: Actor, bank: Bank, at: dt.datetime, before: Fields | None = None) -> None:
    after: Fields = {"title": bank.title, "is_shared": bank.is_shared}
    subject = ("exams.bank", bank.uid)
    record(name, actor=actor, subject=subject, at=at, unit_id=bank.unit_id, before=before, after=after)
