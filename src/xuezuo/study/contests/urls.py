"""Addresses of contests: everybody's side, those who run one, host and hall, authors, jury."""

from django.urls import path

from xuezuo.study.contests.views import contests, hosting, jury, preparing, rulings, works

app_name = "contests"
_ONE, _ENTRY = "<uuid:uid>/", "entries/<uuid:uid>/"

urlpatterns = [
    path("", contests.contest_list, name="contest-list"),
    path("make/", contests.contest_make, name="contest-make"),
    path("cards/template/", preparing.card_template, name="card-template"),
    path(_ONE, contests.contest_detail, name="contest-detail"),
    path(f"{_ONE}change/", contests.contest_change, name="contest-change"),
    path(f"{_ONE}open/", contests.contest_open, name="contest-open"),
    path(f"{_ONE}void/", contests.contest_void, name="contest-void"),
    path(f"{_ONE}close/", contests.contest_close, name="contest-close"),
    path(f"{_ONE}setup/", preparing.contest_setup, name="contest-setup"),
    path(f"{_ONE}rounds/add/", preparing.round_add, name="round-add"),
    path(f"{_ONE}teams/add/", preparing.team_add, name="team-add"),
    path(f"{_ONE}cards/add/", preparing.card_add, name="card-add"),
    path(f"{_ONE}cards/import/", preparing.card_import, name="card-import"),
    path(f"{_ONE}parts/<slug:kind>/<int:pk>/remove/", preparing.part_remove, name="part-remove"),
    path(f"{_ONE}host/", hosting.host, name="host"),
    path(f"{_ONE}calls/", hosting.call_make, name="call-make"),
    path(f"{_ONE}display/", hosting.display, name="display"),
    path(f"{_ONE}criteria/", preparing.criteria_set, name="criteria-set"),
    path(f"{_ONE}jury/", jury.juror_list, name="juror-list"),
    path(f"{_ONE}jury/<uuid:juror>/release/", jury.juror_release, name="juror-release"),
    path(f"{_ONE}judging/begin/", jury.judging_begin, name="judging-begin"),
    path(f"{_ONE}judging/end/", jury.judging_end, name="judging-end"),
    path(f"{_ONE}rulings/", rulings.ruling_list, name="ruling-list"),
    path(f"{_ONE}awards/", jury.award_set, name="award-set"),
    path(f"{_ONE}works/", jury.work_list, name="work-list"),
    path(f"{_ONE}works/<int:number>/", jury.work_mark, name="work-mark"),
    path(f"{_ONE}works/<int:number>/file/", jury.work_file_read, name="work-file"),
    path(f"{_ONE}awarded/<int:number>/", works.awarded_work, name="awarded-work"),
    path(f"{_ONE}awarded/<int:number>/file/", works.awarded_file, name="awarded-file"),
    path(f"{_ONE}enter/", works.entry_make, name="entry-make"),
    path(_ENTRY, works.entry_detail, name="entry-detail"),
    path(f"{_ENTRY}replace/", works.entry_replace, name="entry-replace"),
    path(f"{_ENTRY}former/<int:version>/file/", works.former_file, name="former-file"),
    path(f"{_ENTRY}withdraw/", works.entry_withdraw, name="entry-withdraw"),
    path(f"{_ENTRY}file/", works.entry_file, name="entry-file"),
]
