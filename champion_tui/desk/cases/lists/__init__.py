"""Lists of cases, what is due today, the history, and likely duplicates. The read model behind them is also written
here.
"""
