#!/usr/bin/env python3
"""Writes a seeded Chrome trace of about 100 MB: nested spans, flows, counters, args.

    generate-trace.py FILE.json.gz [EVENTS [SEED]]

The same arguments give the same text, so that figures of two days can be compared.
"""
import gzip
import random
import sys

EVENTS = 769_674
MODULES = ["net", "store", "parse", "render", "cache", "index", "auth", "queue"]
VERBS = ["load", "decode", "merge", "flush", "lookup", "resolve", "compress", "wait_for"]
LANES = [(pid, pid * 100 + thread) for pid in (4101, 4102, 4103, 4104) for thread in range(4)]


class Lane:
    """A thread with a stack of open spans; spans are written when they end."""

    def __init__(self, pid, tid):
        self.pid, self.tid = pid, tid
        self.clock = 1000
        self.stack = []


def microseconds(nanoseconds):
    return "%d.%03d" % divmod(nanoseconds, 1000)


def span(lane, name, category, start, end, args):
    text = '{"name":"%s","cat":"%s","ph":"X","ts":%s,"dur":%s,"pid":%d,"tid":%d' % (
        name, category, microseconds(start), microseconds(end - start), lane.pid, lane.tid)
    return text + (',"args":{%s}}' % args if args else "}")


def arguments(random, number):
    kind = random.randrange(5)
    if kind == 0:
        return '"index":%d,"size":%d' % (number, random.randrange(1 << 16))
    if kind == 1:
        return '"key":"user:%d","hit":%s' % (
            random.randrange(5000), random.choice(["true", "false"]))
    if kind == 2:
        return '"detail":{"attempt":%d,"hosts":["a%d","b"]}' % (
            random.randrange(4), random.randrange(50))
    if kind == 3 and number % 2:
        return '"path":"/items/%d"' % random.randrange(1 << 20)
    return ""


def points(random, lane, number):
    """The two ends of a flow, or a counter."""
    place = '"pid":%d,"tid":%d,"ts":%s' % (lane.pid, lane.tid, microseconds(lane.clock))
    if number % 3 == 0:
        yield '{"name":"bytes","cat":"load","ph":"C",%s,"args":{"bytes":%d}}' % (
            place, random.randrange(1 << 20))
        return
    yield '{"name":"hand over","cat":"flow","ph":"s","id":%d,%s}' % (number, place)
    other = random.choice(LANES)
    yield '{"name":"hand over","cat":"flow","ph":"f","bp":"e","id":%d,"pid":%d,"tid":%d,"ts":%s}' % (
        number, *other, microseconds(lane.clock + random.randrange(100, 90_000)))


def events(count, seed):
    source = random.Random(seed)
    names = ["%s::%s_%d" % (module, verb, number)
             for module in MODULES for verb in VERBS for number in range(6)]
    lanes = [Lane(*ids) for ids in LANES]
    for lane in lanes:
        yield '{"name":"thread_name","ph":"M","pid":%d,"tid":%d,"args":{"name":"worker %d"}}' % (
            lane.pid, lane.tid, lane.tid % 100)
    written, number = len(lanes), 0
    while written < count:
        lane = source.choice(lanes)
        lane.clock += source.randrange(200, 40_000)
        number += 1
        choice = source.random()
        if choice < 0.035:
            for text in points(source, lane, number):
                yield text
                written += 1
        if len(lane.stack) < 12 and (choice < 0.5 or not lane.stack):
            lane.stack.append((source.choice(names), lane.clock))
            continue
        name, start = lane.stack.pop()
        yield span(lane, name, name.split(":")[0], start, lane.clock, arguments(source, number))
        written += 1


def main():
    path = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else EVENTS
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    with gzip.GzipFile(path, "wb", compresslevel=6, mtime=0) as file:
        file.write(b'{"displayTimeUnit":"ms","traceEvents":[\n')
        lines = []
        for number, text in enumerate(events(count, seed)):
            lines.append(text if number == 0 else ",\n" + text)
            if len(lines) == 10_000:
                file.write("".join(lines).encode())
                lines = []
        file.write("".join(lines).encode())
        file.write(b'\n],"otherData":{"producer":"generate-trace","seed":%d}}\n' % seed)


main()
