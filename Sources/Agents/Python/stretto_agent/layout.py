"""The file that a process writes: a header, then records of one size.

    header   128 bytes: HEAD at 0, VERSION text at 48
    record    40 bytes: RECORD, or TEXT for a piece of a name

A record's last byte is its kind and is written last: a record of kind 0 was
never finished. Record 0 is a scratch place for events that do not fit.
"""

from struct import Struct

# The largest count that a record holds.
MAXIMUM = 0xFFFFFFFF

MAGIC = b"STRETPY1"
LAYOUT = 1
HEADER_SIZE = 128
RECORD_SIZE = 40

# magic, layout, record size, pid, start, lost, closed, hexversion
HEAD = Struct("<8sIIqqqII")
LOST = Struct("<q")
LOST_OFFSET = 32
CLOSED = Struct("<I")
CLOSED_OFFSET = 40
VERSION_OFFSET = 48
VERSION_SIZE = 24

# time, task, end, tid, name, extra, sub, category, kind
RECORD = Struct("<QQQIIIHBB")
# time, task or end alone, at these offsets inside the record
NUMBER = Struct("<Q")
TIME_OFFSET = 0
TASK_OFFSET = 8
END_OFFSET = 16
# name alone
NAME = Struct("<I")
NAME_OFFSET = 28
# sub alone
SUB = Struct("<H")
SUB_OFFSET = 36
# id, part, parts, bytes in this part, the bytes, kind
TEXT = Struct("<IBBB32sB")
TEXT_BYTES = 32

# Kinds.
SPAN = 1  # time to end on the thread; extra = a task's item, bytes, or a wait's place
STEP = 2  # a step of an async task; extra = how long it was ready before, ns; sub = its wait
# after; name = where it was, when it was long
ASYNC = 3  # life of an async task; sub = 1: the loop was run for it
FLOW_START = 4  # extra = how many items, from 0
FLOW_END = 5
THREAD = 6  # name of the thread
EXECUTOR = 7  # category = its model, extra = slots
PROCESS = 8  # name of the process
COMMAND = 9  # its command line
TEXT_KIND = 10
CALL = 11  # a call that an async task awaits

# Categories of spans.
TASK, STARTUP, DISPATCH, SERIALIZE, TEARDOWN, WAIT, PROGRAM = 1, 2, 3, 4, 5, 6, 7

# Categories of flows.
SUBMIT, RESULT, FORK = 1, 2, 3

# Models of executors.
THREADS, PROCESSES, ASYNCIO = 1, 2, 3

# Why an async task waits after a step, in `sub`: 0 = it does not.
READY, SLEEP, IO, LOCK, QUEUE, JOIN, UNKNOWN = 0, 1, 2, 3, 4, 5, 6
