"""The lane of a worker: idle, picks up, runs one task or the items of a chunk, sends back."""

from . import layout as L
from . import ring as R
from .identities import identity


class Worker:
    """Marks what a worker does by the calls that its loop makes on its queues: the frames of
    a task's traceback stay the program's own."""

    # The open startup span of this process, until its first worker is ready.
    startup = None

    def __init__(self):
        self.ring = R.ring
        self.tid = self.ring.tid()
        self.open = None
        self.task = 0
        self.done = 0

    @R.quietly
    def ready(self):
        """The worker asks for its first task."""
        slot, Worker.startup = Worker.startup, None
        if slot is not None:
            self.ring.end(slot)

    @R.quietly
    def pick_up(self, when, task, count):
        """A task has come, or a chunk of `count` items."""
        self.task, self.done = task, 0
        self.ring.write(when, task, 0, self.tid, 0, count, 0, L.SUBMIT, L.FLOW_END)

    @R.quietly
    def run(self, name):
        """The task that was picked up begins."""
        self.done = 1
        self.open = self.ring.begin(L.TASK, self.ring.name(name), self.task)

    def items(self, batch, name):
        """The items of a chunk: each runs from when it is taken until the next is asked for."""
        ring, task = self.ring, self.task
        name = ring.name(name)
        for item in batch:
            self.open = ring.begin(L.TASK, name, task, self.done)
            self.done += 1
            yield item
            ring.end(self.open)
            self.open = None

    @R.quietly
    def finish(self):
        """The result is there and is about to be sent."""
        if self.open is not None:
            self.ring.end(self.open)
            self.open = None

    @R.quietly
    def sent(self):
        """The result is on its way."""
        if self.done:
            self.ring.write(
                R.now(), self.task, 0, self.tid, 0, self.done, 0, L.RESULT, L.FLOW_START
            )
            self.done = 0


R.after_fork.append(lambda: setattr(Worker, "startup", None))


class QueueProxy:
    """Stands for a queue in the hands of a worker's loop."""

    def __init__(self, queue, **methods):
        self._stretto_queue = queue
        vars(self).update(methods)

    def __getattr__(self, name):
        return getattr(self._stretto_queue, name)


def queue_identity(queue):
    """The same in the parent and its workers: the name of the semaphore that guards the queue;
    a queue for forked workers has none, and they inherit the object."""
    name = queue._rlock._semlock.name
    if name:
        return identity(name)
    return vars(queue).setdefault("_stretto_base", R.ring.task())


def came(begun):
    """When the last message was received, before it was unpickled."""
    from . import pickling

    return max(pickling.flags().received, begun)
