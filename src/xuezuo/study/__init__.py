"""Study 学: what is to be studied, from what, by whom, and what it came to. A room of several apps.

    urls, deeds          what the apps offer together
    exams  contests  training  reading  plans
    campaigns            study campaigns from packs
    asks | library       what a unit asks of those below it; the materials

Names on one line never import each other; each line may import the lines below it (contract `study` of import-linter).
"""
