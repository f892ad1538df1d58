"""Addresses of plans and prompts."""

from django.urls import path

from xuezuo.study.plans.views import items, plans, prompts, writing

app_name = "plans"
_PLAN, _ITEM = "<uuid:uid>/", "items/<uuid:uid>/"
_PROMPT, _PROMPT_ITEM = "prompts/<uuid:uid>/", "prompts/items/<uuid:uid>/"

urlpatterns = [
    path("", plans.plan_list, name="plan-list"),
    path("make/", plans.plan_make, name="plan-make"),
    path(_PLAN, plans.plan_detail, name="plan-detail"),
    path(f"{_PLAN}change/", plans.plan_change, name="plan-change"),
    path(f"{_PLAN}refresh/", plans.plan_refresh, name="plan-refresh"),
    path(f"{_PLAN}revise/", plans.plan_revise, name="plan-revise"),
    path(f"{_PLAN}publish/", plans.plan_publish, name="plan-publish"),
    path(f"{_PLAN}withdraw/", plans.plan_withdraw, name="plan-withdraw"),
    path(f"{_PLAN}discard/", plans.plan_discard, name="plan-discard"),
    path(f"{_PLAN}items/", items.item_add, name="item-add"),
    path(f"{_ITEM}edit/", items.item_edit, name="item-edit"),
    path(f"{_ITEM}adopt/", items.item_adopt, name="item-adopt"),
    path(f"{_ITEM}drop/", items.item_drop, name="item-drop"),
    path(f"{_ITEM}remove/", items.item_remove, name="item-remove"),
    path("prompts/", prompts.prompt_list, name="prompt-list"),
    path("prompts/write/", writing.prompt_write, name="prompt-write"),
    path(_PROMPT, prompts.prompt_detail, name="prompt-detail"),
    path(f"{_PROMPT}change/", writing.prompt_change, name="prompt-change"),
    path(f"{_PROMPT}items/", writing.prompt_item_add, name="prompt-item-add"),
    path(f"{_PROMPT_ITEM}edit/", writing.prompt_item_edit, name="prompt-item-edit"),
    path(f"{_PROMPT_ITEM}remove/", writing.prompt_item_remove, name="prompt-item-remove"),
    path(f"{_PROMPT}send/", prompts.prompt_send, name="prompt-send"),
    path(f"{_PROMPT}forward/", writing.prompt_forward, name="prompt-forward"),
    path(f"{_PROMPT}withdraw/", writing.prompt_withdraw, name="prompt-withdraw"),
    path(f"{_PROMPT}discard/", prompts.prompt_discard, name="prompt-discard"),
    path(f"{_PROMPT}receipts/", prompts.prompt_receipts, name="prompt-receipts"),
    path(f"{_PROMPT}remind/", prompts.prompt_remind, name="prompt-remind"),
]
