"""`functools.wraps` without functools, which a small program does not import."""

_COPIED = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")


def wraps(original):
    """Makes a function look like the one that it stands for."""

    def dress(wrapper):
        for name in _COPIED:
            try:
                setattr(wrapper, name, getattr(original, name))
            except Exception:
                pass
        wrapper.__dict__.update(getattr(original, "__dict__", {}))
        wrapper.__wrapped__ = original
        return wrapper

    return dress
