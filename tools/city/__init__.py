"""An invented city for growth tests: real divisions, invented organizations and people.

    tree     divisions -> organizations
    people   organizations -> members with dates, posts and affiliations
    faults   seeded faults with the findings that have to be reported
    writer   rows -> XLSX

Nobody is meant: names are drawn at random, identity numbers carry an area code that was never given out (…99), phone
numbers a prefix that no operator has (100 to 129).
"""
