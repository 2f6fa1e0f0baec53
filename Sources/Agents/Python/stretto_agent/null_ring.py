"""What stands in for the ring where there is none: in a child until its own is open, or for good."""

from time import monotonic_ns


class NullRing:
    """Takes everything and writes nothing."""

    start = 0
    base = 0

    def begin(self, category, name, task=0, extra=0):
        return 0

    def end(self, slot):
        pass

    def step(self, task, ready):
        return 0

    def write(self, *fields):
        return 0

    def set_end(self, slot, when):
        pass

    def numbered(self, function):
        return 0

    def submitted(self, when, future, function):
        pass

    def picked_up(self, future, function):
        return 0

    def finished(self, slot):
        pass

    def seen(self, future):
        pass

    def set_reason(self, slot, reason):
        pass

    def set_name(self, slot, name):
        pass

    def begun(self, slot):
        return monotonic_ns()

    def name(self, text):
        return 0

    def native_step(self, *arguments):
        return None

    native_soon = native_item = native_step

    def tid(self):
        return 0

    def task(self):
        return 0

    def close(self):
        pass
