"""champion-tui: from a person at the desk to a referral that a housing authority can act on.

``__version__`` is looked up only when somebody asks for it, so that importing the package costs nothing.
"""


def __getattr__(name: str) -> str:
    if name == "__version__":
        from champion_tui._version import VERSION  # noqa: PLC0415  on demand, see the module's docstring

        return VERSION
    raise AttributeError(name)
