"""Local connection as a calculation, from an exact history or from a remembered one."""
