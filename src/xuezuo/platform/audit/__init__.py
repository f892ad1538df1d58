"""Who did what when: one entry per deed, kept for good, without foreign keys so that it survives the person.

Map: `models.Entry` the row; `services.record` writes one inside the deed's transaction; `services.use_case` wraps a
service in a transaction and carries its name; `names` the register of audit names with their Chinese labels. Entries
hold ids and allowed fields only, never a person's name, number or phone.
"""
