"""Units: the tree, one unit, structural deeds."""

from django.urls import path

from xuezuo.org.views import unit_deeds, units

_ONE = "org/units/<uuid:uid>/"
urlpatterns = [
    path("org/units/", units.unit_list, name="unit-list"),
    path(_ONE, units.unit_detail, name="unit-detail"),
    path(f"{_ONE}set-up/", unit_deeds.unit_set_up, name="unit-set-up"),
    path(f"{_ONE}rename/", unit_deeds.unit_rename, name="unit-rename"),
    path(f"{_ONE}move/", unit_deeds.unit_move, name="unit-move"),
    path(f"{_ONE}merge/", unit_deeds.unit_merge, name="unit-merge"),
    path(f"{_ONE}split/", unit_deeds.unit_split, name="unit-split"),
    path(f"{_ONE}dissolve/", unit_deeds.unit_dissolve, name="unit-dissolve"),
]
