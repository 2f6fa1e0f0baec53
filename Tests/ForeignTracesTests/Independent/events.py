"""Reads Chrome traces and does interval arithmetic, in whole nanoseconds.

Written apart from the tool: json and gzip of the standard library, no sweep.
"""
import gzip
import json
from decimal import Decimal, ROUND_HALF_UP


def load(path):
    raw = open(path, "rb").read()
    if raw[:2] == b"\x1f\x8b":
        raw = gzip.decompress(raw)
    text = raw.decode("utf-8", "replace")
    try:
        value = json.loads(text, parse_float=Decimal)
    except ValueError:
        value = by_line(text)
    return value if isinstance(value, list) else value["traceEvents"]


def by_line(text):
    """Damaged files that hold one event a line: the lines that are whole."""
    events = []
    for line in text.splitlines():
        try:
            event = json.loads(line.strip().rstrip(","), parse_float=Decimal)
        except ValueError:
            continue
        if isinstance(event, dict) and "ph" in event:
            events.append(event)
    return events


def ns(microseconds):
    return int((Decimal(microseconds) * 1000).to_integral_value(ROUND_HALF_UP))


class Span:
    def __init__(self, event, start, end, finished=True):
        self.start, self.end, self.finished = start, end, finished
        self.name, self.cat = event.get("name", ""), event.get("cat", "")
        self.process = event.get("pid", 0)
        self.lane = (str(event.get("pid", 0)), str(event.get("tid", event.get("pid", 0))))
        self.id = event.get("id")


def spans(events):
    """X, and B with the E that ends it; what is left open ends with the file."""
    found, opened, last = [], {}, None
    pairs = [e for e in events if e.get("ph") in ("B", "E")]
    pairs.sort(key=lambda e: Decimal(e["ts"]))
    for e in events:
        if e.get("ph") in ("X", "B", "E", "b", "e", "i", "I", "s", "t", "f", "C", "S", "T", "F", "N", "D", "O"):
            end = ns(Decimal(e["ts"]) + Decimal(e.get("dur", 0) if e["ph"] == "X" else 0))
            last = end if last is None else max(last, end)
    for e in events:
        if e.get("ph") != "X":
            continue
        if "dur" in e:
            found.append(Span(e, ns(e["ts"]), ns(Decimal(e["ts"]) + Decimal(e["dur"]))))
        else:
            found.append(Span(e, ns(e["ts"]), last, False))
    for e in pairs:
        stack = opened.setdefault((e.get("pid", 0), e.get("tid", e.get("pid", 0))), [])
        if e["ph"] == "B":
            stack.append(e)
            continue
        for place in range(len(stack) - 1, -1, -1):
            if stack[place].get("name") == e.get("name") or not e.get("name"):
                begin = stack.pop(place)
                found.append(Span(begin, ns(begin["ts"]), ns(e["ts"])))
                break
    for stack in opened.values():
        found += [Span(b, ns(b["ts"]), max(last, ns(b["ts"])), False) for b in stack]
    return found


def async_spans(events):
    """b and e by id and category, the innermost of a name first."""
    found, opened, last = [], {}, max(ns(e["ts"]) for e in events if "ts" in e and e["ph"] != "M")
    marks = [e for e in events if e.get("ph") in ("b", "e")]
    marks.sort(key=lambda e: Decimal(e["ts"]))
    for e in marks:
        stack = opened.setdefault((e.get("cat"), str(e.get("id", e.get("id2")))), [])
        if e["ph"] == "b":
            stack.append(e)
            continue
        for place in range(len(stack) - 1, -1, -1):
            if stack[place].get("name") == e.get("name"):
                begin = stack.pop(place)
                found.append(Span(begin, ns(begin["ts"]), ns(e["ts"])))
                break
    for stack in opened.values():
        found += [Span(b, ns(b["ts"]), last, False) for b in stack]
    return found


def merge(intervals):
    merged = []
    for start, end in sorted(intervals):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return merged


def length(intervals):
    return sum(end - start for start, end in merge(intervals))


def common(left, right):
    left, right = merge(left), merge(right)
    both, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            both.append([start, end])
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return both


def without(left, right):
    rest = []
    right = merge(right)
    for start, end in merge(left):
        for a, b in right:
            if b <= start:
                continue
            if a >= end:
                break
            if start < a:
                rest.append([start, a])
            start = max(start, b)
        if start < end:
            rest.append([start, end])
    return rest


def histogram(entities, window):
    """How long how many were active, by the ends of their merged intervals."""
    edges = []
    for intervals in entities:
        for start, end in merge(intervals):
            edges += [(start, 1), (end, -1)]
    edges.sort()
    levels, level, since = {}, 0, window[0]
    for time, step in edges:
        if time > since:
            levels[level] = levels.get(level, 0) + time - since
        since, level = max(time, since), level + step
    if window[1] > since:
        levels[0] = levels.get(0, 0) + window[1] - since
    return {k: v for k, v in levels.items() if v}


def top(spans):
    """Of each lane the spans that lie in no other."""
    kept, cover = [], {}
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if span.end <= cover.get(span.lane, -(2**63)):
            continue
        cover[span.lane] = max(span.end, cover.get(span.lane, span.end))
        kept.append(span)
    return kept
