"""Roster files in and out."""

from django.urls import path

from xuezuo.org.views import roster

_CHECK = "org/roster/checks/<uuid:uid>/"
urlpatterns = [
    path("org/roster/", roster.roster_import, name="roster-import"),
    path("org/roster/template/", roster.roster_template, name="roster-template"),
    path(_CHECK, roster.roster_check, name="roster-check"),
    path(f"{_CHECK}findings.<slug:form>", roster.roster_findings, name="roster-findings"),
    path(f"{_CHECK}apply/", roster.roster_apply, name="roster-apply"),
    path("org/roster/imports/<uuid:uid>/", roster.roster_imported, name="roster-imported"),
    path("org/roster/batches/<uuid:uid>/revoke/", roster.roster_revoke_batch, name="roster-revoke"),
    path("org/roster/export/", roster.roster_export, name="roster-export"),
    path("org/roster/exports/<uuid:uid>/", roster.roster_exported, name="roster-exported"),
    path("org/roster/exports/<uuid:uid>/file/", roster.roster_download, name="roster-download"),
]
