"""Long work with progress: a row per job, run by the worker (procrastinate).

    kinds     what kinds of work there are: `@job_kind("org.roster_check", "核对花名册", ...)` on a function
    services  job_start, job_cancel
    runner    runs one job: as the person who started it, with progress that others see while it runs
    tasks     the door for procrastinate; work that a killed worker left behind is taken up again
    queries   job_get_for;  views  the progress page

A kind's function does its work in one transaction of its own, so that a job that is killed leaves nothing and can be
run again from the beginning.
"""
