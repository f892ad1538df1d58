"""What a member keeps for oneself: bookmarks, notes, habits."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number, paginate, refusals_onto
from xuezuo.study.library.queries import material_get_for
from xuezuo.study.reading.forms import HabitForm, NoteForm
from xuezuo.study.reading.policies import LIST_VIEW
from xuezuo.study.reading.queries import private as queries
from xuezuo.study.reading.services import private as services


@require_GET
@requires(LIST_VIEW)
def kept_list(request: HttpRequest) -> HttpResponse:
    """List what one bookmarked or noted."""
    page = paginate(queries.kept_by(request.actor, clock.today()), page_number(request))
    notes = queries.notes_on(request.actor, list(page))
    rows = [(material, notes.get(material.pk, "")) for material in page]
    return render(request, "reading/kept_list.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
@requires(LIST_VIEW)
def material_mine(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show what one keeps about a material, and write the note."""
    material = material_get_for(request.actor, uid, clock.today())
    mine = queries.mine_of(request.actor, material)
    form = NoteForm(request.POST or None, initial={"text": mine.note})
    if form.is_valid():
        services.note_write(actor=request.actor, material=material, text=form.cleaned_data["text"], at=clock.now())
        messages.success(request, "笔记已保存，只有您本人能看到。")
        return redirect("reading:material-mine", uid=uid)
    return render(request, "reading/material_mine.html", {"material": material, "mine": mine, "form": form})


@require_POST
@requires(LIST_VIEW)
def bookmark(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Bookmark a material, or let it go."""
    material = material_get_for(request.actor, uid, clock.today())
    is_kept = request.POST.get("kept") == "1"
    services.bookmark_set(actor=request.actor, material=material, is_kept=is_kept, at=clock.now())
    return redirect("reading:material-mine", uid=uid)


@require_http_methods(["GET", "POST"])
@requires(LIST_VIEW)
def habits(request: HttpRequest) -> HttpResponse:
    """Show one's habits today and this week, and take up another."""
    form = HabitForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            said = form.cleaned_data
            services.habit_add(actor=request.actor, label=said["label"], period=said["period"], at=clock.now())
            return redirect("reading:habit-list")
    rows = queries.habits_on(request.actor, clock.today())
    taken = {row.habit.label for row in rows}
    context = {"rows": rows, "form": form, "ideas": [idea for idea in queries.SIX if idea[0] not in taken]}
    return render(request, "reading/habit_list.html", context, status=400 if form.is_bound else 200)


@require_POST
@requires(LIST_VIEW)
def mark(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say that a habit was done today or this week, or not."""
    habit = queries.habit_get_for(request.actor, uid)
    is_done = request.POST.get("done") == "1"
    services.habit_mark(actor=request.actor, habit=habit, is_done=is_done, on=clock.today())
    return redirect("reading:habit-list")


@require_POST
@requires(LIST_VIEW)
def end(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Give a habit up; its marks are thrown away."""
    habit = queries.habit_get_for(request.actor, uid)
    services.habit_end(actor=request.actor, habit=habit, at=clock.now())
    return redirect("reading:habit-list")
