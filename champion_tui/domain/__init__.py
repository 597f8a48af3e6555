"""The terms of the job: answers, phone lines, cases and the calculations over them.

Uses the standard library only, except in ``cases/similar.py``, which compares names with ``rapidfuzz``. Nothing here reads a clock,
a folder or the environment: times are passed in as arguments.
"""
