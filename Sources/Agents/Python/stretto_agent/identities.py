"""Ids of tasks that two processes can both work out."""

MASK = (1 << 64) - 1


def identity(text):
    """64 bits of a text (FNV-1a): the same in every process, without importing a hash library."""
    value = 0xCBF29CE484222325
    for byte in text.encode("utf-8", "replace"):
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


def member(base, first, second=0):
    """The id of a task by its executor's identity and the executor's own numbers."""
    return (base + first * 0x9E3779B97F4A7C15 + second * 0xC2B2AE3D27D4EB4F) & MASK
