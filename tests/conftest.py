"""What every test stands on: no real home, no network, a zone that is not the reader's, and nothing left out unseen.

The work is done in tests/support, one small plugin each; this file only names them.
"""

pytest_plugins = [
    "compiled_once",
    "left_out",
    "in_memory",
    "own_home",
    "no_network",
    "signals_heard",
    "many_zones",
    "hypothesis_profiles",
    "thoroughness",
    "knowledge_once",
    "few_collections",
    "memory_not_kept",
    "layout_once",
    "papers_once",
    "heavy_first",
]
