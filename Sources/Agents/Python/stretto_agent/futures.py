"""Tasks of pools of threads, where the extension's `futures.c` does not write them."""

from time import monotonic_ns as now

from . import callables
from . import layout as L


class Futures:
    """What a ring does for them, with its own means."""

    def numbered(self, function):
        """The number of what a task is called; negative for machinery."""
        number = self.name(callables.describe(function))
        return -number if callables.is_machinery(function) else number

    def submitted(self, when, future, function):
        """The arrow to the lane that will run the task begins."""
        if not callables.is_machinery(function):
            self.write(when, self._task_of(future), 0, self.tid(), 0, 1, 0, L.SUBMIT, L.FLOW_START)

    def picked_up(self, future, function):
        """The arrow ends and the task begins; gives the slot of its span."""
        number = self.numbered(function)
        if number < 0:
            return self.begin(L.PROGRAM, -number)
        task, tid, begun = self._task_of(future), self.tid(), now()
        self.write(begun, task, 0, tid, 0, 1, 0, L.SUBMIT, L.FLOW_END)
        return self.write(begun, task, 0, tid, number, 0, 0, L.TASK, L.SPAN)

    def finished(self, slot):
        """The task ends, and the arrow to whoever wants its result begins."""
        when = now()
        self.set_end(slot, when)
        task = L.NUMBER.unpack_from(self.map, slot + L.TASK_OFFSET)[0]
        if task and slot != L.HEADER_SIZE:
            self.write(when, task, 0, self.tid(), 0, 1, 0, L.RESULT, L.FLOW_START)

    def seen(self, future):
        """Somebody has its result; the first time, the arrow ends."""
        task = future._stretto_task
        if task and future._state == "FINISHED":
            future._stretto_task = None
            self.write(now(), task, 0, self.tid(), 0, 0, 0, L.RESULT, L.FLOW_END)

    def _task_of(self, future):
        # The worker may be faster than who submitted: whoever comes first names the task.
        return future.__dict__.setdefault("_stretto_task", self.task()) or 0
