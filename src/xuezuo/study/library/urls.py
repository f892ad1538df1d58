"""Addresses of the library."""

from django.urls import path

from xuezuo.study.library.views import importing, keeping, reading

app_name = "library"
_ONE = "<uuid:uid>/"

urlpatterns = [
    path("", reading.material_list, name="material-list"),
    path("add/", keeping.material_add, name="material-add"),
    path("import/", importing.materials_import, name="materials-import"),
    path(f"import/{_ONE}", importing.materials_imported, name="materials-imported"),
    path(f"import/{_ONE}report/", importing.materials_report, name="materials-report"),
    path(_ONE, reading.material_detail, name="material-detail"),
    path(f"{_ONE}correct/", keeping.material_correct, name="material-correct"),
    path(f"{_ONE}tags/", keeping.material_tag, name="material-tag"),
    path(f"{_ONE}share/", keeping.material_share, name="material-share"),
    path(f"{_ONE}withdraw/", keeping.material_withdraw, name="material-withdraw"),
    path(f"{_ONE}versions/<int:number>/", reading.version_detail, name="version-detail"),
    path(f"{_ONE}compare/<uuid:other>/", reading.material_compare, name="material-compare"),
    path(f"{_ONE}lead/", keeping.group_lead, name="group-lead"),
    path(f"{_ONE}leave/", keeping.group_leave, name="group-leave"),
    path(f"{_ONE}files/", keeping.file_attach, name="file-attach"),
    path(f"{_ONE}files/<uuid:file>/", reading.file_read, name="file-read"),
    path(f"{_ONE}files/<uuid:file>/remove/", keeping.file_remove, name="file-remove"),
]
