"""Tables of plans and prompts."""

from xuezuo.study.plans.models.plan import Plan, PlanItem
from xuezuo.study.plans.models.prompt import Prompt, PromptItem, Receipt

__all__ = ["Plan", "PlanItem", "Prompt", "PromptItem", "Receipt"]
