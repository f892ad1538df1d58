"""URLs of the duties room."""

from django.urls import path

from xuezuo.duties.views import burden, hours, month, rules, standing

app_name = "duties"
urlpatterns = [
    path("duties/this-month/", month.month_home, name="this-month"),
    path("duties/units/<uuid:uid>/month/", month.month, name="month"),
    path("duties/standing/", month.status_home, name="unit-status"),
    path("duties/units/<uuid:uid>/standing/", standing.unit_standing, name="standing"),
    path("duties/units/<uuid:uid>/year/", month.year, name="year"),
    path("duties/units/<uuid:uid>/hours/", hours.unit_hours, name="unit-hours"),
    path("duties/hours/", hours.my_hours, name="my-hours"),
    path("duties/hours/<uuid:uid>/", hours.member_hours, name="member-hours"),
    path("duties/units/<uuid:uid>/<slug:duty>/<slug:period>/", month.duty_trace, name="trace"),
    path("burden/", burden.burden_home, name="burden-home"),
    path("duties/units/<uuid:uid>/burden/", burden.unit_burden, name="burden"),
    path("duties/units/<uuid:uid>/burden.csv", burden.burden_file, name="burden-file"),
    path("rules/", rules.rule_list, name="rule-list"),
    path("rules/<slug:duty>/", rules.rule_detail, name="rule-detail"),
]
