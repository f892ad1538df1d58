"""URLs of the reports room."""

from django.urls import path

from xuezuo.reports.views import behind, counted, hours, overview, rollup

app_name = "reports"
_UNIT = "reports/units/<uuid:uid>/"
urlpatterns = [
    path("reports/", rollup.home, name="home"),
    path("reports/figures/", rollup.figure_list, name="figure-list"),
    path("reports/computed/<uuid:uid>/", counted.computed, name="computed"),
    path(f"{_UNIT}again/", counted.compute_again, name="compute-again"),
    path(f"{_UNIT}rollup/", rollup.rollup, name="rollup"),
    path(f"{_UNIT}rollup.csv", rollup.rollup_file, {"suffix": "csv"}, name="rollup-csv"),
    path(f"{_UNIT}rollup.xlsx", rollup.rollup_file, {"suffix": "xlsx"}, name="rollup-xlsx"),
    path(f"{_UNIT}deeds/", behind.behind, name="behind"),
    path(f"{_UNIT}deeds.csv", behind.behind_file, {"suffix": "csv"}, name="behind-csv"),
    path(f"{_UNIT}deeds.xlsx", behind.behind_file, {"suffix": "xlsx"}, name="behind-xlsx"),
    path(f"{_UNIT}overview/", overview.overview, name="overview"),
    path(f"{_UNIT}overview.docx", overview.overview_file, name="overview-docx"),
    path(f"{_UNIT}sheet.pdf", overview.sheet, name="sheet"),
    path(f"{_UNIT}hours.csv", hours.hours_file, {"suffix": "csv"}, name="hours-csv"),
    path(f"{_UNIT}hours.xlsx", hours.hours_file, {"suffix": "xlsx"}, name="hours-xlsx"),
    path(f"{_UNIT}check/", overview.check, name="check"),
]
