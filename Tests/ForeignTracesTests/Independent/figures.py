"""Figures of METHOD section 5 for one trace: figures.py PRODUCER FILE.

What counts as a task, a wait or idle is written down here once more, from the
producers' own documentation, so that a slip in the tool's rules shows.
"""
import sys
from collections import defaultdict

from events import async_spans, common, histogram, length, load, merge, ns, spans, top, without


def by_lane(items):
    lanes = defaultdict(list)
    for span in items:
        lanes[span.lane].append((span.start, span.end))
    return lanes


def idle_classes(window, busy, begins, ends, queued):
    """What slots wait for while idle (METHOD 4.2): begins are the times at which tasks are
    handed out, ends those at which they end, queued from handing out to pick-up."""
    edges = []
    for lane in busy.values():
        for start, end in merge(lane):
            edges += [(start, -1, 0), (end, 1, 0)]
    for start, end in queued:
        if start < end:
            edges += [(start, 0, 1), (end, 0, -1)]
    marks = [max(begins), max(ends)]
    edges += [(mark, 0, 0) for mark in marks + [window[1]]]
    sums = dict.fromkeys(("serial", "dispatch", "tail", "teardown"), 0)
    idle, waiting, since = len(busy), 0, window[0]
    for time, freed, handed in sorted(edges):
        if time > since:
            length_now, rest = time - since, idle
            if since >= marks[1]:
                name = "teardown"
            elif since < min(begins):
                name = "serial"
            else:
                taken = min(idle, waiting)
                sums["dispatch"] += taken * length_now
                rest, name = idle - taken, "serial" if since < marks[0] else "tail"
            sums[name] += rest * length_now
        since, idle, waiting = max(time, since), idle + freed, waiting + handed
    for name, value in sums.items():
        print(name, value)


def report(window, busy, work, io, tasks, flight=()):
    """busy, work and io by lane; flight are the intervals of async tasks."""
    entities = list(busy.values()) + [[interval] for interval in flight]
    hist = histogram(entities, window)
    computing = [i for lane in work.values() for i in lane]
    waiting = [i for lane in io.values() for i in lane] + list(flight)
    print("makespan", window[1] - window[0])
    print("sum_busy", sum(length(e) for e in entities))
    print("union", length([i for e in entities for i in e]))
    print("max_busy", max([length(e) for e in entities], default=0))
    print("entities", len(entities))
    print("tasks", tasks)
    print("compute", length(computing))
    print("io", length(waiting))
    print("both", length(common(computing, waiting)))
    for level in sorted(hist):
        print("hist", level, hist[level])
    for lane in sorted(busy, key=lambda k: length(busy[k])):
        print("lane", length(busy[lane]))


def extent(items):
    return min(s.start for s in items), max(s.end for s in items)


def waits_and_work(tasks, io, off):
    """Per lane: work is what neither io nor another wait covers."""
    busy = by_lane(tasks)
    waiting = by_lane(io)
    other = by_lane(off)
    inside = {l: common(busy[l], without(waiting[l], other[l])) for l in busy}
    work = {l: without(without(busy[l], waiting[l]), other[l]) for l in busy}
    return busy, work, inside


def plain(found, window=None):
    tasks = top(found)
    busy = by_lane(tasks)
    report(window or extent(found), busy, busy, {}, len(tasks))
    classes(window or extent(found), busy, tasks)


def classes(window, busy, tasks):
    idle_classes(window, busy, [s.start for s in tasks], [s.end for s in tasks], [])


def generic(events):
    found = spans(events)
    marks = [ns(e["ts"]) for e in events if e.get("ph") in ("i", "I", "R", "s", "f", "t")]
    start, end = extent(found)
    plain(found, (min([start] + marks), max([end] + marks)))


def bazel(events):
    found = [s for s in spans(events) if s.cat != "critical path component"]
    marks = [ns(e["ts"]) for e in events if e.get("ph") == "i"]
    start, end = extent(found)
    tasks = [s for s in found if s.cat == "action processing"]
    locks = [s for s in found if s.cat in ("borrowing a worker", "action resource lock")]
    busy, work, io = waits_and_work(tasks, [], locks)
    window = (min([start] + marks), max([end] + marks))
    report(window, busy, work, io, len(tasks))
    classes(window, busy, tasks)


def kineto(events):
    found = spans(events)
    window = next((s.start, s.end) for s in found if s.cat == "Trace")
    device = [s for s in found if s.cat in (
        "Kernel", "kernel", "Memcpy", "Memset", "gpu_memcpy", "gpu_memset")]
    names = ("nccl", "gloo:", "mpi:", "ucc:", "c10d::")
    if device:
        moves = [s for s in device if s.cat not in ("Kernel", "kernel")
                 or s.name.lower().startswith(names)]
        busy, work, io = waits_and_work(device, moves, [])
        report(window, busy, work, io, len(device))
        launches = {}
        for e in events:
            if e.get("ph") == "s":
                launches[e["id"], e["name"]] = ns(e["ts"])
        # The arrow of a kernel ends where the kernel begins, on its stream.
        handed = {}
        for e in events:
            if e.get("ph") == "f" and (e["id"], e["name"]) in launches:
                lane = (str(e["pid"]), str(e["tid"]))
                handed[lane, ns(e["ts"])] = launches[e["id"], e["name"]]
        begins = [min(handed.get((s.lane, s.start), s.start), s.start) for s in device]
        idle_classes(window, busy, begins, [s.end for s in device],
                     list(zip(begins, [s.start for s in device])))
        return
    host = top([s for s in found if s.cat in ("Operator", "cpu_op", "user_annotation")
                and not s.name.startswith("ProfilerStep#")])
    moves = [s for s in host if s.name.lower().startswith(names)]
    busy, work, io = waits_and_work(host, moves, [])
    report(window, busy, work, io, len(host))
    classes(window, busy, host)


def viztracer(events):
    found = spans(events)
    idle_names = ("_queue.SimpleQueue.get", "SimpleQueue.get (", "Queue.get (")
    io_names = ("select.poll.poll", "select.epoll.poll", "select.select", "posix.read",
                "_socket.socket.recv", "_socket.socket.accept", "_socket.socket.connect",
                "_socket.socket.send")
    lock_names = ("_thread.lock.acquire", "_thread.lock.__enter__", "_thread.RLock.acquire",
                  "_thread.RLock.__enter__", "_multiprocessing.SemLock.acquire",
                  "_multiprocessing.SemLock.__enter__")
    join_names = ("posix.waitpid", "Thread.join (", "Future.result (", "ApplyResult.wait (",
                  "BaseProcess.join (", "Popen.wait (")
    idle = by_lane(s for s in found if s.name.startswith(idle_names))
    asleep = [s for s in found if s.name == "time.sleep"]
    waits = [s for s in found if s.name.startswith(io_names + lock_names + join_names)] + asleep
    idle_spans = [s for s in found if s.name.startswith(idle_names)]
    # A wait inside a wait for work is no wait of a task; inside another wait it is that one's.
    inside = set()
    for lane in {s.lane for s in waits}:
        outer = [s for s in idle_spans if s.lane == lane]
        for s in waits:
            if s.lane == lane and any(o.start <= s.start and s.end <= o.end for o in outer):
                inside.add(s)
    waits = top([s for s in waits if s not in inside])
    io = by_lane(s for s in waits if s.name.startswith(io_names) or s.name == "time.sleep")
    off = by_lane(s for s in waits if not (s.name.startswith(io_names) or s.name == "time.sleep"))
    outermost = top(found)
    busy, pieces = {}, 0
    for lane, intervals in by_lane(outermost).items():
        parts = [p for i in intervals for p in without([i], idle[lane])]
        pieces += sum(1 if i[0] == i[1] else len(without([i], idle[lane])) for i in intervals)
        if parts:
            busy[lane] = parts
    work = {l: without(without(busy[l], io[l]), off[l]) for l in busy}
    waiting = {l: common(busy[l], io[l]) for l in busy}
    report(extent(found), busy, work, waiting, pieces)


def pyspy(events):
    plain([s for s in spans(events) if not s.name.startswith(("process ", "thread ("))])


def clang(events):
    plain([s for s in spans(events) if not s.name.startswith("Total ")])


def ninja(events):
    plain(spans(events))


def uftrace(events):
    found = spans(events)
    reasons = {"usleep": "sleep", "nanosleep": "sleep", "pthread_join": "join",
               "linux:schedule": "unknown"}
    waits = top([s for s in found if s.name in reasons])
    io = [s for s in waits if reasons[s.name] == "sleep"]
    off = [s for s in waits if reasons[s.name] != "sleep"]
    tasks = top(found)
    busy, work, waiting = waits_and_work(tasks, io, off)
    report(extent(found), busy, work, waiting, len(tasks))
    classes(extent(found), busy, tasks)


def ray(events):
    found = spans(events)
    tasks = [s for s in found if s.cat == "task:execute"]
    joins = [s for s in found if s.cat in ("ray.get", "ray.wait")]
    busy, work, io = waits_and_work(tasks, [], joins)
    report(extent(found), busy, work, io, len(tasks))


def rust(events):
    plain(spans(events))


def chromium(events):
    found = [s for s in spans(events) if s.cat != "trace_event_overhead"]
    tasks = top(found)
    waits = top([s for s in found if s.name.startswith(("WaitableEvent::", "ConditionVariable::"))])
    busy, work, io = waits_and_work(tasks, [], waits)
    report(extent(found), busy, work, io, len(tasks))


def node(events):
    found = spans(events)
    pending = async_spans(events)
    calls = [s for s in pending if s.name.endswith("_CALLBACK")]
    kinds = {"node.http", "node.fs.async", "node.net.native", "node.dns.native"}
    flight = [s for s in pending if s not in calls and kinds & set(s.cat.split(","))]
    tasks = top(found + calls)
    busy = by_lane(tasks)
    # Operations that nest under one id and pid are one task.
    groups = defaultdict(list)
    for s in flight:
        groups[(s.process, str(s.id))].append(s)
    single = []
    for group in groups.values():
        cover = None
        for s in sorted(group, key=lambda s: (s.start, -s.end)):
            if cover is not None and s.end <= cover and s.start < cover:
                continue
            cover = s.end if cover is None else max(cover, s.end)
            single.append((s.start, s.end))
    everything = found + calls
    start, end = extent(everything)
    start = min([start] + [a for a, _ in single])
    end = max([end] + [b for _, b in single])
    report((start, end), busy, busy, {}, len(tasks) + len(single), single)


if __name__ == "__main__":
    globals()[sys.argv[1]](load(sys.argv[2]))
