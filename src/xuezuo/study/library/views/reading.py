"""Find, read, compare."""

import uuid

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from xuezuo.kernel import clock
from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number, render_partial
from xuezuo.platform.http.ranges import file_response
from xuezuo.study.library import queries
from xuezuo.study.library.forms import FilterForm
from xuezuo.study.library.policies import MATERIAL_KEEP, MATERIAL_VIEW
from xuezuo.study.library.queries.compare import differences
from xuezuo.study.library.queries.files import file_for, path_for
from xuezuo.study.library.queries.versions import version_get_for


@require_GET
@requires(MATERIAL_VIEW)
def material_list(request: HttpRequest) -> HttpResponse:
    """Search the library, or look through it."""
    form, today = FilterForm(request.GET), clock.today()
    found = queries.material_search(request.actor, form.filters(), today, page_number(request))
    may_keep = MATERIAL_KEEP.is_held_by(request.actor)
    context = {"form": form, "found": found, "page": found.page, "may_keep": may_keep}
    return render_partial(request, "library/material_list.html", context, target="rows")


@require_GET
@requires(MATERIAL_VIEW)
def material_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Read a material."""
    today = clock.today()
    material = queries.material_get_for(request.actor, uid, today)
    page = queries.material_page(request.actor, material, today)
    return render(request, "library/material_detail.html", {"page": page, "material": material})


@require_GET
@requires(MATERIAL_VIEW)
def material_compare(request: HttpRequest, uid: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """Show what two texts of a group differ in."""
    today = clock.today()
    left, right = (queries.material_get_for(request.actor, one, today) for one in (uid, other))
    if left.group_id != right.group_id:
        raise NotFound
    blocks = differences(left.paragraphs, right.paragraphs)
    return render(request, "library/compare.html", {"left": left, "right": right, "blocks": blocks})


@require_GET
@requires(MATERIAL_VIEW)
def version_detail(request: HttpRequest, uid: uuid.UUID, number: int) -> HttpResponse:
    """Show what a former version said, beside what the material says now."""
    material = queries.material_get_for(request.actor, uid, clock.today(), MATERIAL_KEEP)
    former = version_get_for(material, number)
    blocks = differences(former.body.split("\n"), material.paragraphs)
    context = {"left": former, "right": material, "blocks": blocks, "former": former}
    return render(request, "library/compare.html", context)


@require_GET
@requires(MATERIAL_VIEW)
def file_read(request: HttpRequest, uid: uuid.UUID, file: uuid.UUID) -> HttpResponseBase:
    """Hear, see or download an attachment; recordings piece by piece, as players ask for them."""
    material = queries.material_get_for(request.actor, uid, clock.today())
    stored = file_for(material, file)
    return file_response(request, path_for(stored), name=stored.name, media_type=stored.media_type)
