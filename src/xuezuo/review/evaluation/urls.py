"""Addresses of evaluation."""

from django.urls import path

from xuezuo.review.evaluation.views import after, branch, counts, files, lines, mine, rounds

app_name = "evaluation"
urlpatterns = [
    path("", rounds.home, name="home"),
    path("start/", rounds.round_start, name="round-start"),
    path("rounds/<uuid:uid>/", rounds.round_detail, name="round-detail"),
    path("rounds/<uuid:uid>/close/", rounds.round_close, name="round-close"),
    path("rounds/<uuid:uid>/void/", rounds.round_void, name="round-void"),
    path("parts/<uuid:uid>/", branch.part_detail, name="part-detail"),
    path("parts/<uuid:uid>/papers/", branch.papers, name="part-papers"),
    path("parts/<uuid:uid>/report/", branch.committee_report, name="part-report"),
    path("parts/<uuid:uid>/peers/", branch.peers, name="part-peers"),
    path("parts/<uuid:uid>/ballot/", branch.ballot, name="part-ballot"),
    path("parts/<uuid:uid>/opinions/", branch.opinions, name="part-opinions"),
    path("parts/<uuid:uid>/tell/", branch.results_tell, name="part-tell"),
    path("parts/<uuid:uid>/finish/", branch.finish, name="part-finish"),
    path("parts/<uuid:uid>/take/", lines.line_take, name="part-take"),
    path("parts/<uuid:uid>/results.csv", files.results_file, name="part-results"),
    path("lines/<uuid:uid>/", lines.line_detail, name="line-detail"),
    path("lines/<uuid:uid>/correct/", lines.line_correct, name="line-correct"),
    path("lines/<uuid:uid>/told/", lines.line_told, name="line-told"),
    path("lines/<uuid:uid>/leave/", lines.line_leave, name="line-leave"),
    path("mine/<uuid:uid>/", mine.mine, name="mine"),
    path("mine/<uuid:uid>/self/", mine.self_review, name="self-review"),
    path("mine/<uuid:uid>/read/", mine.result_read, name="result-read"),
    path("mine/<uuid:uid>/appeal/", mine.appeal_make, name="appeal-make"),
    path("appeals/", after.appeal_list, name="appeal-list"),
    path("appeals/<uuid:uid>/", after.appeal_detail, name="appeal-detail"),
    path("home/", after.home_list, name="home-list"),
    path("home/<uuid:uid>/receive/", after.home_receive, name="home-receive"),
    path("counts/<uuid:uid>/", counts.counts, name="counts"),
    path("counts/<uuid:uid>/counts.csv", counts.counts_file, name="counts-file"),
    path("import/", files.past_import, name="past-import"),
    path("import/<slug:kind>.csv", files.past_template, name="past-template"),
]
