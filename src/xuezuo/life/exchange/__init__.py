"""Deeds in and out of files: JSON Lines for machines, XLSX for people. docs/reference/deeds.md is the contract.

    lines      one line of JSON -> DeedLine, every fault named       book      the workbook -> DeedLines, and back
    findings   the codes and the report                              staging   temporary tables, filled by COPY
    checks     what only the database knows                          rosters   who is expected, and what everybody did
    apply      new deeds, corrected deeds                            export    deeds in a fixed order, byte-stable

A file is read once, line by line, into temporary tables; everything after that is set-based SQL inside one transaction.
"""
