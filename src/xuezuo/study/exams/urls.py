"""Addresses of exams: banks, the authors' side, and the side of those who sit."""

from django.urls import path

from xuezuo.study.exams.views import banks, questions

app_name = "exams"
_BANK, _QUESTION = "banks/<uuid:uid>/", "questions/<uuid:uid>/"

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
]
