"""Lists that are marked, searched and answered: choices, tables, tasks, the trail."""
