"""Counts what traces hold, read with Python's own gzip and json: one line of JSON for each.

usage: content.py TRACE...
"""

import collections
import gzip
import json
import subprocess
import sys


def content(path):
    """What a viewer should find in the file."""
    test = subprocess.run(["gzip", "-t", path], capture_output=True, text=True, check=False)
    if test.returncode or test.stderr:
        return {"error": f"gzip -t: {test.stderr.strip()}"}
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            trace = json.load(file, parse_constant=lambda word: 1 / 0)
    except (OSError, EOFError, ValueError, ZeroDivisionError) as error:
        return {"error": f"Python: {error}"}
    events = trace["traceEvents"]
    phases = collections.Counter(event["ph"] for event in events)
    spans = [event for event in events if event["ph"] == "X"]
    instants = [event for event in events if event["ph"] == "i" and event.get("s", "t") == "t"]
    return {
        "error": None,
        "slices": len(spans) + len(instants),
        "asyncSlices": phases["b"],
        "flows": phases["f"],
        "counters": sum(len(event["args"]) for event in events if event["ph"] == "C"),
        "processes": len({event["pid"] for event in events}),
        # Microseconds.
        "extent": max((event["ts"] + event["dur"] for event in spans), default=0)
        - min((event["ts"] for event in spans), default=0),
    }


for name in sys.argv[1:]:
    print(json.dumps({"file": name, **content(name)}))
