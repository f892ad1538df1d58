"""The minutes as attendees read them, what they say to them, what is answered."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from xuezuo.kernel import clock
from xuezuo.life import queries, services
from xuezuo.life.forms import AnswerForm, CommentForm
from xuezuo.life.policies import ACTIVITY_RECORD, ACTIVITY_VIEW, ACTIVITY_VIEW_OWN
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_VIEW, ACTIVITY_VIEW_OWN)
def comment_list(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the minutes with the comments to those who came or had leave and to their keepers; take a comment."""
    activity = queries.readable_get_for(request.actor, uid, clock.today())
    form = CommentForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.comment_add(actor=request.actor, activity=activity, at=clock.now(), **form.cleaned_data)
            messages.success(request, "意见已提交，书记会答复或更正记录。")
            return redirect("life:comment-list", uid=uid)
    page = queries.comments_page(request.actor, activity, clock.today())
    context = {"activity": activity, "page": page, "form": form}
    return render(request, "life/comment_list.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def comment_answer(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Answer a comment, or change the answer until the minutes are sealed."""
    comment = queries.comment_get_for(request.actor, uid, clock.today())
    form = AnswerForm(request.POST or None, initial={"answer": comment.answer, "base": comment.answer})
    back = reverse("life:comment-list", kwargs={"uid": comment.activity.uid})
    if form.is_valid():
        with refusals_onto(form):
            services.comment_answer(actor=request.actor, comment=comment, at=clock.now(), **form.cleaned_data)
            messages.success(request, "已答复。")
            return redirect(back)
    return form_page(request, form, title="答复意见", submit="答复", back=back, lead=comment.text)
