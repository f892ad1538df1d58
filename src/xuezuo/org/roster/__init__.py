"""The roster 名册 as a file: reading, checking, planning, applying, revoking, writing.

    columns   the two sheets, defined once: header, required, parser, allowed values, example, help
    cells     what one cell may hold, and how it is read
    reader    XLSX or a pair of CSV files -> rows of raw cells with the row number Excel shows
    lines     raw rows -> typed lines; faults of single cells
    findings  the register of finding codes, and the report
    checks_*  faults that need more than one cell or row of the file
    state     what the database holds of the units and members that the file names
    plan      what is to be written: new, changed, unchanged rows
    compare_* file against database; faults that only the database shows
    apply_*   the plan, written in one transaction with bulk statements; journal what revoking has to undo
    export    the same format, byte for byte the same for the same data
    files     rows to XLSX and CSV;  sheets: text cells of a workbook, fast
    template  an empty workbook with drop-downs and help
    examine   the file looked at: report and plan
    use_cases roster_check, roster_import;  revoke roster_revoke;  commands the same for the command line

New rows are written in bulk: the number of statements does not depend on the size of the file. Only corrections of
what the database has already cost a statement each.
"""
