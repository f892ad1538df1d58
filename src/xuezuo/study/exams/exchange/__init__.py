"""Questions and results of paper exams in and out of files: XLSX for people, CSV for everything else.

    findings   the codes and the report            table      rows of a workbook or CSV file, every one with its place
    answers    keys as people write them           questions  rows <-> questions, every fault named
    results    rows -> marks of a paper exam

docs/reference/questions.md is the contract. The same file again changes nothing.
"""
