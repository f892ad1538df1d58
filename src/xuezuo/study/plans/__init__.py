"""Year plans 年度计划 and monthly prompts 工作提示: what each level asks of those below it, until when.

A plan belongs to a unit and a year. The level below takes over each item of the plans above it: as it is, adapted to
its place (never loosened), or, where the item is optional, not at all with a reason; and adds its own. Publishing
turns items into asks (`study.asks`), the only way in which anything becomes a duty. An item that was taken over as it
is stays the same ask; one that was tightened is an ask of the lower unit that stands in the place of the upper one.

A prompt goes to everything below a unit, or to the units directly below; a level between may pass it on with an
addition. A unit has read it when one of its keepers opens it. Receipts are for the sender; nobody is compared.
"""
