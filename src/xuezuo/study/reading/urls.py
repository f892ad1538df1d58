"""Addresses of reading: the member's page, lists, self-study, what is the member's own, reading without a network."""

from django.urls import path

from xuezuo.study.reading.views import campaigns, deciding, keeping, lists, offline, private, selfstudy

app_name = "reading"
_LIST, _STUDY, _MATERIAL = "lists/<uuid:uid>/", "self-study/<uuid:uid>/", "materials/<uuid:uid>/"

urlpatterns = [
    path("", lists.home, name="home"),
    path("lists/", lists.list_list, name="list-list"),
    path("daily/", lists.daily, name="daily"),
    path("lists/make/", keeping.list_make, name="list-make"),
    path(_LIST, lists.list_detail, name="list-detail"),
    path(f"{_LIST}whole/", lists.list_whole, name="list-whole"),
    path(f"{_LIST}change/", keeping.list_change, name="list-change"),
    path(f"{_LIST}withdraw/", keeping.list_withdraw, name="list-withdraw"),
    path(f"{_LIST}add/", keeping.item_add, name="item-add"),
    path(f"{_LIST}items/<int:item>/change/", keeping.item_change, name="item-change"),
    path(f"{_LIST}items/<int:item>/remove/", keeping.item_remove, name="item-remove"),
    path(f"{_LIST}items/<int:item>/move/", keeping.item_move, name="item-move"),
    path("campaigns/<uuid:uid>/", campaigns.list_of_campaign, name="list-of-campaign"),
    path("self-study/", selfstudy.study_list, name="self-study-list"),
    path("self-study/log/", selfstudy.study_log, name="self-study-log"),
    path("self-study/waiting/", deciding.waiting, name="self-study-waiting"),
    path(_STUDY, selfstudy.study_detail, name="self-study-detail"),
    path(f"{_STUDY}change/", selfstudy.study_change, name="self-study-change"),
    path(f"{_STUDY}submit/", selfstudy.study_submit, name="self-study-submit"),
    path(f"{_STUDY}take-back/", selfstudy.study_take_back, name="self-study-take-back"),
    path(f"{_STUDY}discard/", selfstudy.study_discard, name="self-study-discard"),
    path(f"{_STUDY}void/", deciding.void, name="self-study-void"),
    path(f"{_STUDY}approve/", deciding.approve, name="self-study-approve"),
    path(f"{_STUDY}return/", deciding.send_back, name="self-study-return"),
    path("mine/", private.kept_list, name="kept-list"),
    path(_MATERIAL, private.material_mine, name="material-mine"),
    path(f"{_MATERIAL}bookmark/", private.bookmark, name="bookmark-set"),
    path("habits/", private.habits, name="habit-list"),
    path("habits/<uuid:uid>/mark/", private.mark, name="habit-mark"),
    path("habits/<uuid:uid>/end/", private.end, name="habit-end"),
    path("offline.js", offline.worker, name="offline-worker"),
    path("offline/", offline.kept, name="offline"),
]
