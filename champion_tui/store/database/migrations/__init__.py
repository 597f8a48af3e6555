"""The layouts of the store, one script for each, run by ``champion_tui.store.database.schema``."""
