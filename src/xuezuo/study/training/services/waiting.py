"""Places and the waiting list of a class; the class is locked by the caller."""

import datetime as dt

from xuezuo.platform.access import beyond_scope
from xuezuo.study.training.models import Enrolment, TrainingClass
from xuezuo.study.training.types import EnrolmentState


def place_given(training_class: TrainingClass, enrolment: Enrolment, at: dt.datetime) -> bool:
    """Give the enrolment a place, or put it on the waiting list when none is left; tell which. Counts follow."""
    has_place = training_class.places is None or training_class.confirmed_count < training_class.places
    if has_place:
        enrolment.state, enrolment.confirmed_at = EnrolmentState.CONFIRMED, at
    else:
        enrolment.state, enrolment.waits_since = EnrolmentState.WAITING, enrolment.waits_since or at
    enrolment.save(update_fields=["state", "confirmed_at", "waits_since"])
    recount(training_class)
    return has_place


def fill_places(training_class: TrainingClass, at: dt.datetime) -> int:
    """Give free places to those who wait, in their order; return how many got one.

    Beyond the actor's scope: who waits may belong to another branch than the one who gave the place free.
    """
    given = 0
    with beyond_scope():
        waiting = training_class.enrolments.filter(state=EnrolmentState.WAITING).order_by("waits_since", "pk")
        for enrolment in waiting.select_for_update():
            if training_class.places is not None and training_class.confirmed_count >= training_class.places:
                break
            given += place_given(training_class, enrolment, at)
    return given


def recount(training_class: TrainingClass) -> None:
    """Set and save the counts of the class from its enrolments."""
    with beyond_scope():
        states = list(training_class.enrolments.values_list("state", flat=True))
    training_class.confirmed_count = states.count(EnrolmentState.CONFIRMED)
    training_class.waiting_count = states.count(EnrolmentState.WAITING)
    training_class.save(update_fields=["confirmed_count", "waiting_count"])
