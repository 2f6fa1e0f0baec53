#!/usr/bin/env python3
"""What recording costs: programs untraced, under `stretto record`, and beside other recorders.

    compare.py [--check] [--rounds N] [--stretto PROGRAM] [--python PROGRAM] [--only NAME,NAME]

In every round each program runs once under each recorder, in random order, and is
compared with the untraced run of the same round; the table has medians of these
ratios. CPU is of the whole tree, the recorder and its analysis included, also of
processes whose parent has gone. `stretto record` also makes a report and seals it
into the trace; the others' analysis comes later and is not counted. The line below it
is what the program itself took of that, as the kernel told the recorder: from its start
to its end, and the CPU time of its processes; the rest is the recorder's, most of it
after the program has ended. "untraced,
again" is the same as untraced: how far it is from 1 is the machine's noise.

With --check what can be counted decides, and ends with status 1: no event lost, at
most so many bytes of trace per event, and the program's own output and status as
without a recorder. Times never do: they need a quiet machine and many rounds.

VizTracer and py-spy are taken from the same folder as --python (`pip install
viztracer py-spy`), perf and strace from PATH; which are missing is said. Needs
`swift build -c release` in the main package before.
"""
import argparse
import ctypes
import gzip
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from workloads import WORKLOADS

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
MOST_BYTES_PER_EVENT = 40
# Orphans become ours, so that their CPU time is counted: PR_SET_CHILD_SUBREAPER.
ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


class Recorder:
    """A way to run a program: `command` has {out} where its file goes; the program follows."""

    def __init__(self, name, command, file="out"):
        self.name, self.command, self.file = name, command, file

    def line(self, folder, program):
        return [part.format(out=os.path.join(folder, self.file)) for part in self.command] + program


class Run:
    def __init__(self, wall, cpu, output, status, size):
        self.wall, self.cpu, self.output, self.status, self.size = wall, cpu, output, status, size


class Facts:
    """Of one trace: its events, those lost, what it tells, and the program's own times."""

    def __init__(self, events, lost, capabilities, wall, cpu):
        self.events, self.lost, self.capabilities = events, lost, capabilities
        self.wall, self.cpu = wall, cpu


def recorders(options):
    """Those that are here, and the names of those that are not."""
    folder = os.path.dirname(shutil.which(options.python) or options.python)
    stretto = options.stretto
    found = [
        Recorder("untraced", []),
        Recorder("untraced, again", []),
        Recorder("stretto record", [stretto, "record", "-f", "-o", "{out}", "--"], "t.json.gz"),
        Recorder(
            "stretto record --light",
            [stretto, "record", "--light", "-f", "-o", "{out}", "--"],
            "t.json.gz",
        ),
    ]
    missing = []
    others = [
        ("VizTracer", os.path.join(folder, "viztracer"),
         ["--quiet", "--output_file", "{out}", "--"], "viz.json"),
        ("py-spy", os.path.join(folder, "py-spy"),
         ["record", "-s", "-f", "raw", "-o", "{out}", "--"], "spy.txt"),
        ("perf sched record", shutil.which("perf"),
         ["sched", "record", "-q", "-o", "{out}", "--"], "perf.data"),
        ("strace -c -f", shutil.which("strace"), ["-c", "-f", "-o", "{out}", "--"], "strace.txt"),
    ]
    for name, path, arguments, file in others:
        if path and os.access(path, os.X_OK):
            found.append(Recorder(name, [path] + arguments, file))
        else:
            missing.append(name)
    return found, missing


def children_cpu():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(recorder, program, folder):
    """One run, to the end of the last process of its tree."""
    # VizTracer wants the script, not its interpreter.
    words = program[1:] if recorder.name == "VizTracer" else program
    before, start = children_cpu(), time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            recorder.line(folder, words), stdout=output, stderr=subprocess.DEVNULL)
        status = process.wait()
        wall = time.perf_counter() - start
        while True:
            try:
                os.wait()
            except ChildProcessError:
                break
        output.seek(0)
        # py-spy speaks on the program's output.
        text = [line for line in output.read().decode().split("\n") if line.startswith(program[2])]
    path = os.path.join(folder, recorder.file)
    size = os.path.getsize(path) if os.path.exists(path) else 0
    return Run(wall, children_cpu() - before, text, status, size)


def counted(path):
    """What a trace of ours says of itself."""
    with gzip.open(path) as file:
        trace = json.load(file)
    metadata, recorder = trace["otherData"]["stretto"], trace["otherData"]["recorder"]
    return Facts(
        len(trace["traceEvents"]), metadata["events_lost"], metadata["capabilities"],
        recorder["wall_ns"] / 1e9, recorder["command_cpu_ns"] / 1e9)


def measure(name, found, options):
    """Prints the rows of one workload; returns what --check finds wrong with them."""
    program = [options.python, os.path.join(HERE, "workloads.py"), name]
    runs = {recorder.name: [] for recorder in found}
    wrong, facts = [], {}
    for number in range(options.rounds):
        order = found[:]
        random.Random("%d %d %s" % (options.seed, number, name)).shuffle(order)
        for recorder in order:
            with tempfile.TemporaryDirectory() as folder:
                result = run(recorder, program, folder)
                runs[recorder.name].append(result)
                if recorder.name.startswith("stretto"):
                    path = os.path.join(folder, recorder.file)
                    facts.setdefault(recorder.name, []).append(counted(path))
    plain = runs["untraced"]
    print("\n%s: %s" % (name, WORKLOADS[name].__doc__))
    print("  untraced %.3f s, CPU %.3f s" % (
        statistics.median(each.wall for each in plain),
        statistics.median(each.cpu for each in plain)))
    print("  %-24s %8s %8s %10s" % ("", "wall", "CPU", "bytes"))
    for recorder in found[1:]:
        row = runs[recorder.name]
        note = ""
        if any(each.output != plain[0].output or each.status != plain[0].status for each in row):
            note = "  (the program ended otherwise)"
            if recorder.name in facts:
                wrong.append("%s: %s changed how the program ended" % (name, recorder.name))
        walls = [each.wall / base.wall for each, base in zip(row, plain)]
        cpus = [each.cpu / base.cpu for each, base in zip(row, plain)]
        if recorder.name in facts:
            note += "  " + judged(name, recorder, row, facts[recorder.name], wrong)
        print("  %-24s %7.2fx %7.2fx %10d%s" % (
            recorder.name, statistics.median(walls), statistics.median(cpus),
            statistics.median(each.size for each in row), note))
        if recorder.name in facts:
            own = facts[recorder.name]
            print("  %-24s %7.2fx %7.2fx" % (
                "  the program itself",
                statistics.median(each.wall / base.wall for each, base in zip(own, plain)),
                statistics.median(each.cpu / base.cpu for each, base in zip(own, plain))))
    return wrong


def judged(name, recorder, row, facts, wrong):
    """What was counted in the traces of a row; what is wrong goes to `wrong`."""
    lost = sum(fact.lost for fact in facts)
    ratio = max(each.size / max(1, fact.events) for each, fact in zip(row, facts))
    if lost:
        wrong.append("%s: %s lost %d events" % (name, recorder.name, lost))
    if ratio > MOST_BYTES_PER_EVENT:
        wrong.append("%s: %s wrote %.1f bytes per event" % (name, recorder.name, ratio))
    return "%d events, %d lost, %.1f bytes each; %s" % (
        facts[0].events, lost, ratio,
        ", ".join(facts[0].capabilities) or "nothing but its length")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stretto", default=os.path.join(ROOT, ".build", "release", "stretto"))
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--only", help="workloads, separated by commas")
    options = parser.parse_args()
    options.stretto = os.path.abspath(options.stretto)
    names = options.only.split(",") if options.only else list(WORKLOADS)
    found, missing = recorders(options)
    print("%s, %d CPUs, median of %d rounds; times of the whole tree by those of the untraced run" % (
        options.python, os.cpu_count(), options.rounds))
    if missing:
        print("not here, and so not measured: " + ", ".join(missing))
    wrong = []
    for name in names:
        wrong += measure(name, found, options)
    for sentence in wrong:
        print("MISS    " + sentence)
    if options.check and wrong:
        sys.exit(1)


main()
