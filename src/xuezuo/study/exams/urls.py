"""Addresses of exams: banks, the authors' side, and the side of those who sit."""

from django.urls import path

from xuezuo.study.exams.views import analysis, banks, exams, marking, paper_entry, papers, questions, sitting

app_name = "exams"
_BANK, _QUESTION = "banks/<uuid:uid>/", "questions/<uuid:uid>/"
_EXAM = "manage/<uuid:uid>/"
_SITTING = "sittings/<uuid:uid>/"

urlpatterns = [
    path("banks/", banks.bank_list, name="bank-list"),
    path("banks/make/", banks.bank_make, name="bank-make"),
    path("banks/template/", banks.question_template, name="question-template"),
    path(_BANK, banks.bank_detail, name="bank-detail"),
    path(f"{_BANK}change/", banks.bank_change, name="bank-change"),
    path(f"{_BANK}import/", banks.bank_import, name="bank-import"),
    path(f"{_BANK}export/", banks.bank_export, name="bank-export"),
    path(f"{_BANK}questions/", questions.question_add, name="question-add"),
    path(_QUESTION, questions.question_detail, name="question-detail"),
    path(f"{_QUESTION}edit/", questions.question_edit, name="question-edit"),
    path(f"{_QUESTION}retire/", questions.question_retire, name="question-retire"),
    path(f"{_QUESTION}restore/", questions.question_restore, name="question-restore"),
    path("manage/", exams.exam_list, name="exam-list"),
    path("manage/draft/", exams.exam_draft, name="exam-draft"),
    path(_EXAM, exams.exam_detail, name="exam-detail"),
    path(f"{_EXAM}change/", exams.exam_change, name="exam-change"),
    path(f"{_EXAM}publish/", exams.exam_publish, name="exam-publish"),
    path(f"{_EXAM}extend/", exams.exam_extend, name="exam-extend"),
    path(f"{_EXAM}close/", exams.exam_close, name="exam-close"),
    path(f"{_EXAM}void/", exams.exam_void, name="exam-void"),
    path(f"{_EXAM}paper/", papers.paper_set, name="paper-set"),
    path(f"{_EXAM}paper/pick/", papers.paper_pick, name="paper-pick"),
    path(f"{_EXAM}rules/", papers.rules_set, name="rules-set"),
    path(f"{_EXAM}preview/", papers.exam_preview, name="exam-preview"),
    path(f"{_EXAM}paper/print/", papers.paper_print, name="paper-print"),
    path(f"{_EXAM}key/print/", papers.key_print, name="key-print"),
    path(f"{_EXAM}analysis/", analysis.exam_analysis, name="exam-analysis"),
    path("keys/corrected/<uuid:uid>/", analysis.key_corrected, name="key-corrected"),
    path(f"{_EXAM}keys/<int:version_id>/", analysis.key_correct, name="key-correct"),
    path(f"{_EXAM}marking/", marking.answer_mark, name="answer-mark"),
    path(f"{_EXAM}marked/", marking.marked_list, name="marked-list"),
    path(f"{_EXAM}marked/<str:token>/", marking.mark_change, name="mark-change"),
    path(f"{_EXAM}marking/claim/", marking.answer_claim, name="answer-claim"),
    path(f"{_EXAM}marking/release/", marking.answer_release, name="answer-release"),
    path(f"{_EXAM}results/", paper_entry.result_entry, name="result-entry"),
    path(f"{_EXAM}results/import/", paper_entry.results_import, name="results-import"),
    path(f"{_EXAM}results/template/", paper_entry.results_template, name="results-template"),
    path(f"{_EXAM}results/<uuid:member>/", paper_entry.result_enter, name="result-enter"),
    path("mine/", sitting.my_exam_list, name="my-exam-list"),
    path("sit/<uuid:uid>/", sitting.sitting_start, name="sitting-start"),
    path("sittings/offline.js", sitting.offline_worker, name="offline-worker"),
    path(_SITTING, sitting.sitting_answer, name="sitting-answer"),
    path(f"{_SITTING}save/", sitting.step_save, name="step-save"),
    path(f"{_SITTING}submit/", sitting.sitting_submit, name="sitting-submit"),
    path(f"{_SITTING}result/", sitting.sitting_result, name="sitting-result"),
]
