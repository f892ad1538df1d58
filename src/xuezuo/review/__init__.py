"""Review 评议与选举: what is decided by vote, and what is said of units and members in due form. A room of apps.

    urls, deeds          what the apps offer together
    evaluation  elections  responsibility  commendations  assessments
    votes                a vote at a meeting: who is entitled, who is present, which formula, what came of it
    ballots              secret polls: electronic ballots that nobody can trace, and counted paper

Names on one line never import each other; each line may import the lines below it (contract `review` of import-linter).
"""
