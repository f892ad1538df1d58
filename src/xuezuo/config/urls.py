"""Root URLs: one line per room."""

from django.urls import include, path

urlpatterns = [
    path("life/", include("xuezuo.life.urls")),
    path("accounts/", include("xuezuo.platform.accounts.urls")),
    path("study/", include("xuezuo.study.urls")),  # before the rooms without a prefix: answers of an exam pass here
    path("review/", include("xuezuo.review.urls")),
    path("", include("xuezuo.duties.urls")),
    path("", include("xuezuo.org.urls")),
    path("", include("xuezuo.platform.jobs.urls")),
    path("", include("xuezuo.reports.urls")),
    path("", include("xuezuo.web.urls")),
]

handler400 = "xuezuo.web.views.errors.bad_request"
handler403 = "xuezuo.web.views.errors.forbidden"
handler404 = "xuezuo.web.views.errors.not_found"
handler500 = "xuezuo.web.views.errors.server_error"
