"""Addresses of exams: banks, the authors' side, and the side of those who sit."""

from django.urls import path

from xuezuo.study.exams.views import banks, questions, sitting

app_name = "exams"
_BANK, _QUESTION = "banks/<uuid:uid>/", "questions/<uuid:uid>/"
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
    path("mine/", sitting.my_exam_list, name="my-exam-list"),
    path("sit/<uuid:uid>/", sitting.sitting_start, name="sitting-start"),
    path(_SITTING, sitting.sitting_answer, name="sitting-answer"),
    path(f"{_SITTING}save/", sitting.step_save, name="step-save"),
    path(f"{_SITTING}submit/", sitting.sitting_submit, name="sitting-submit"),
    path(f"{_SITTING}result/", sitting.sitting_result, name="sitting-result"),
]
