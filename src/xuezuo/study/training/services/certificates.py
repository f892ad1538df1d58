"""Certificates of attendance 结业证明: issued when a class is over, voided with a reason, printed with a code."""

import datetime as dt
import io
import json
from importlib import resources

import segno

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.org.queries.tree import clamp, span_of
from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.platform.audit.services import use_case
from xuezuo.platform.printing import chosen_fonts, compile_pdf
from xuezuo.study.training import events as facts
from xuezuo.study.training.errors import WrongState
from xuezuo.study.training.models import Certificate, TrainingClass
from xuezuo.study.training.queries.classes import minutes_of
from xuezuo.study.training.queries.people import people_named, unit_names
from xuezuo.study.training.queries.sessions import list_on
from xuezuo.study.training.services.checks import check_class, check_reason, lock_class, note_class
from xuezuo.study.training.types import ClassState


@use_case("training.certificates_issue")
def certificates_issue(*, actor: Actor, training_class: TrainingClass, at: dt.datetime) -> list[Certificate]:
    """Give a certificate to everybody on the list who attended long enough and has none that is valid.

    Numbers follow the class's number and are never used twice. A second time gives only what is missing.

    Raises:
        NotFound, Forbidden: the actor may not keep the class.
        WrongState: the class is not closed.
    """
    training_class = lock_class(actor, training_class, at)
    check_class(training_class, (ClassState.CLOSED,), "颁发结业证明", "请先办理结业。")
    people = list_on(training_class, training_class.ends_on)
    minutes = minutes_of(training_class, [row.member_id for row in people])
    there = list(training_class.certificates.order_by("pk"))
    have = {one.member_id for one in there if one.voided_at is None}
    due = [row for row in people if row.member_id not in have and _is_enough(training_class, minutes, row.member_id)]
    with beyond_scope():
        made = Certificate.objects.bulk_create(
            Certificate(
                uid=new_id(),
                training_class=training_class,
                member_id=row.member_id,
                unit_id=row.unit_id,
                number=f"{training_class.number}-{place:03d}",
                minutes=minutes[row.member_id],
                issued_on=civil_date(at),
                issued_at=at,
                issued_by=actor.account_id,
            )
            for place, row in enumerate(due, start=len(there) + 1)
        )
    note_class(facts.CERTIFICATES_ISSUED, actor, training_class, at, people=len(made))
    return made


def _is_enough(training_class: TrainingClass, minutes: dict[int, int], member_id: int) -> bool:
    return minutes.get(member_id, 0) >= (training_class.certificate_minutes or 1)


@use_case("training.certificate_void")
def certificate_void(*, actor: Actor, certificate: Certificate, reason: str, at: dt.datetime) -> Certificate:
    """Void a certificate: whoever checks its code is told so; another one may be issued.

    Raises:
        NotFound, Forbidden: the actor may not keep the class.
        ReasonMissing: no reason given.
        WrongState: void already.
    """
    training_class = lock_class(actor, certificate.training_class, at)
    why = check_reason(reason)
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if certificate.voided_at is not None:
        raise WrongState(state="已作废", deed="再次作废", hint="")
    certificate.voided_at, certificate.void_reason = at, why
    certificate.save(update_fields=["voided_at", "void_reason"])
    note_class(facts.CERTIFICATE_VOIDED, actor, training_class, at, certificate=str(certificate.uid))
    return certificate


@use_case("training.certificate_pdf")
def certificate_pdf(*, actor: Actor, certificate: Certificate, check_url: str, at: dt.datetime) -> bytes:
    """Return the certificate as PDF for an actor who came through its door; who read it is noted.

    `check_url` is the address of the page behind the code.

    Raises:
        WrongState: void.
        NoFonts: no Chinese font here.
    """
    if certificate.voided_at is not None:
        raise WrongState(state="已作废", deed="打印", hint="请由主办组织重新颁发。")
    held, on = certificate.training_class, certificate.issued_on
    name = people_named([certificate.member_id], on)[certificate.member_id].name
    unit_id = held.unit_id
    unit = unit_names([unit_id], clamp(on, span_of(held.unit))).get(unit_id, "")
    note_class(facts.CERTIFICATE_READ, actor, held, at, certificate=str(certificate.uid))
    text = (
        f"{name}同志于{day_text(held.starts_on)}至{day_text(held.ends_on)}参加“{held.title}”，"
        f"学习时长{certificate.minutes}分钟，准予结业。"
    )
    template = resources.files("xuezuo.study.training").joinpath("data/certificate.typ").read_bytes()
    qr = io.BytesIO()
    document = segno.make(check_url, error="m")
    document.save(qr, kind="svg", scale=4, border=0, nl=False)
    values = {"title": "结业证明", "text": text, "number": certificate.number, "unit": unit, "day": day_text(on)}
    rest = {"qr": qr.getvalue().decode(), "fonts": chosen_fonts()}
    return compile_pdf(template, json.dumps({**values, **rest}, ensure_ascii=False))


def day_text(day: dt.date) -> str:
    """Return the day as documents write it."""
    return f"{day.year}年{day.month}月{day.day}日"
