"""What the words mean: answers, phone lines, cases and the calculations over them. Standard library only, but
for how alike two names are (``cases/similar.py``).

Nothing here reads a clock, a folder or the environment: times come in as arguments.
"""
