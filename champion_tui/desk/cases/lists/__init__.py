"""Lists of cases, what is due today, what was done, who may be the same; made from the read model, which is written here too."""
