"""Research topics."""

import uuid

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.files.queries import file_of as file_named
from xuezuo.platform.files.queries import files_of
from xuezuo.platform.http import HttpRequest, download, form_page, page_number, paginate, refusals_onto
from xuezuo.study.training.forms.cases import FileForm, NewTopicForm, ResultForm, TopicForm
from xuezuo.study.training.forms.classes import ReasonForm
from xuezuo.study.training.policies import READ, TOPIC_KEEP, VIEW
from xuezuo.study.training.queries import cases as queries
from xuezuo.study.training.queries.people import units_for
from xuezuo.study.training.services import topics as services
from xuezuo.study.training.services.cases import file_of
from xuezuo.study.training.types import TOPIC_FILES


@require_GET
@requires(READ, VIEW)
def topic_list(request: HttpRequest) -> HttpResponse:
    """List the topics that the asker may see; what is overdue is said."""
    today, only = clock.today(), "overdue" in request.GET
    page = paginate(queries.topic_list(request.actor, today, only_overdue=only), page_number(request))
    rows = [(topic, topic.is_overdue(today)) for topic in page]
    context = {"page": page, "rows": rows, "only_overdue": only, "may_keep": TOPIC_KEEP.is_held_by(request.actor)}
    return render(request, "training/topic_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(TOPIC_KEEP)
def topic_make(request: HttpRequest) -> HttpResponse:
    """Open a topic."""
    form = NewTopicForm(request.POST or None, units=units_for(request.actor, TOPIC_KEEP, clock.today()))
    if form.is_valid():
        with refusals_onto(form):
            unit_id = form.cleaned_data["unit"]
            made = services.topic_make(actor=request.actor, unit_id=unit_id, spec=form.spec(), at=clock.now())
            messages.success(request, "课题已立项。")
            return redirect("training:topic-detail", uid=made.uid)
    return form_page(request, form, title="设立课题", submit="立项", back=reverse("training:topic-list"))


@require_GET
@requires(READ, VIEW)
def topic_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a topic with its people, result and files."""
    today = clock.today()
    topic = queries.topic_get_for(request.actor, uid, today)
    owner, people = queries.topic_people(topic, today)
    keeps = queries.may_keep_topic(request.actor, topic, today)
    context = {
        "topic": topic,
        "owner": owner,
        "people": people,
        "keeps": keeps,
        "carries": keeps or queries.works_on(request.actor, topic),
        "is_overdue": topic.is_overdue(today),
        "files": files_of(TOPIC_FILES, topic.uid),
    }
    return render(request, "training/topic_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(TOPIC_KEEP)
def topic_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change a topic that is under way."""
    topic = queries.topic_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = TopicForm.of(topic, request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.topic_change(actor=request.actor, topic=topic, spec=form.spec(), at=clock.now())
            messages.success(request, "已保存。")
            return redirect("training:topic-detail", uid=uid)
    return form_page(request, form, title="修改课题", submit="保存", back=_page(uid))


@require_POST
@requires(READ, TOPIC_KEEP)
def topic_start(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say that work has begun."""
    topic = queries.topic_get_for(request.actor, uid, clock.today())
    services.topic_start(actor=request.actor, topic=topic, at=clock.now())
    messages.success(request, "已开始。")
    return redirect("training:topic-detail", uid=uid)


@require_http_methods(["GET", "POST"])
@requires(READ, TOPIC_KEEP)
def topic_deliver(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Deliver the result."""
    topic = queries.topic_get_to_carry(request.actor, uid, clock.today())
    form = ResultForm(request.POST or None, initial={"result": topic.result})
    if form.is_valid():
        with refusals_onto(form):
            result = form.cleaned_data["result"]
            services.topic_deliver(actor=request.actor, topic=topic, result=result, at=clock.now())
            messages.success(request, "成果已提交，由课题组以外的人验收。")
            return redirect("training:topic-detail", uid=uid)
    return form_page(request, form, title="提交成果", submit="提交", back=_page(uid))


@require_POST
@requires(TOPIC_KEEP)
def topic_accept(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Accept a delivered result."""
    topic = queries.topic_get_for(request.actor, uid, clock.today(), to_keep=True)
    services.topic_accept(actor=request.actor, topic=topic, at=clock.now())
    messages.success(request, "已验收。")
    return redirect("training:topic-detail", uid=uid)


@require_http_methods(["GET", "POST"])
@requires(TOPIC_KEEP)
def topic_return(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Give a delivered result back."""
    topic = queries.topic_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.topic_return(actor=request.actor, topic=topic, at=clock.now(), **form.cleaned_data)
            messages.success(request, "已退回课题组。")
            return redirect("training:topic-detail", uid=uid)
    return form_page(request, form, title="退回成果", submit="退回", back=_page(uid))


@require_http_methods(["GET", "POST"])
@requires(TOPIC_KEEP)
def topic_stop(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Stop a topic."""
    topic = queries.topic_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.topic_stop(actor=request.actor, topic=topic, at=clock.now(), **form.cleaned_data)
            messages.success(request, "已终止。")
            return redirect("training:topic-detail", uid=uid)
    return form_page(request, form, title="终止课题", submit="终止", back=_page(uid), danger=True)


@require_http_methods(["GET", "POST"])
@requires(READ, TOPIC_KEEP)
def topic_file_attach(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Attach a file to a topic."""
    topic = queries.topic_get_to_carry(request.actor, uid, clock.today())
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_onto(form):
            file = form.cleaned_data["file"]
            services.topic_file_attach(actor=request.actor, topic=topic, name=file.name, content=file, at=clock.now())
            messages.success(request, "附件已上传。")
            return redirect("training:topic-detail", uid=uid)
    return form_page(request, form, title="上传成果附件", submit="上传", back=_page(uid))


@require_GET
@requires(READ, VIEW)
def topic_file_read(request: HttpRequest, uid: uuid.UUID, file: uuid.UUID) -> FileResponse:
    """Download an attachment of a topic."""
    topic = queries.topic_get_for(request.actor, uid, clock.today())
    name, media_type, content = file_of(TOPIC_FILES, topic.uid, file)
    return download(name, content, media_type)


@require_http_methods(["GET", "POST"])
@requires(READ, TOPIC_KEEP)
def topic_file_remove(request: HttpRequest, uid: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """Remove an attachment of a topic."""
    topic = queries.topic_get_to_carry(request.actor, uid, clock.today())
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_onto(form):
            services.topic_file_remove(actor=request.actor, topic=topic, file=file, at=clock.now())
            messages.success(request, "附件已移除。")
            return redirect("training:topic-detail", uid=uid)
    name = file_named(TOPIC_FILES, topic.uid, file).name
    return form_page(request, form, title=f"移除附件：{name}", submit="移除", back=_page(uid), danger=True)


def _page(uid: uuid.UUID) -> str:
    return reverse("training:topic-detail", args=[uid])
