"""What a test does to an open store behind its back. Nothing else in these tests knows where a store keeps its database."""


def inside(store):
    """What the open store works with: ``worker`` (the owning thread), ``database``, ``opened``, ``author`` and more."""
    return store._inside


def in_thread(store, job):
    """Run ``job`` in the thread that owns the connection, and give what it gives."""
    return inside(store).worker.call(job)


def execute(store, *statement):
    """Every row that one statement (and its parameters) gives."""
    return in_thread(store, lambda: inside(store).database.connection.execute(*statement).fetchall())
