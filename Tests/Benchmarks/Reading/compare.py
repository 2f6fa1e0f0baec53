#!/usr/bin/env python3
"""Times reading a 100 MB trace, ours beside Perfetto's engine and Python, all in one run.

    compare.py [--check] [--stretto PROGRAM] [--rounds N] [--trace FILE.json.gz]

Ours is the whole program, from its start to the finished report; of the others
only loading is timed, from inside. Ratios are of the best of N rounds, in which
every program has its turn. Ours runs on two cores: the ratios need them idle. CPU
is of whole programs, both threads of ours together, and says the same on a busy
machine. With --check a ratio that is missed twice ends with status 1. Needs `swift build -c release` in the main package before, and what
.ci/install-viewers fetches.
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
PYTHON_LOAD = """
import gzip, json, sys, time
start = time.perf_counter()
with gzip.open(sys.argv[1]) as file:
    trace = json.load(file)
print(time.perf_counter() - start, len(trace["traceEvents"]))
"""


def run(command):
    """What a program printed, its seconds from start to end, of CPU, and its peak memory in MB."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, cwd=HERE)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit("%s ended with status %d" % (command[0], process.returncode))
        output.seek(0)
        cpu = usage.ru_utime + usage.ru_stime
        return output.read().decode(), seconds, cpu, usage.ru_maxrss / 1024


class Program:
    def __init__(self, name, command, times_itself):
        self.name, self.command, self.times_itself = name, command, times_itself
        self.seconds, self.cpu, self.megabytes = [], [], []

    def turn(self):
        text, seconds, cpu, megabytes = run(self.command)
        self.cpu.append(cpu)
        self.seconds.append(float(text.split()[0]) if self.times_itself else seconds)
        self.megabytes.append(megabytes)

    @property
    def best(self):
        return min(self.seconds)

    def line(self):
        return "  %-34s %7.3f s   CPU %6.3f s   %6.0f MB   (%s)" % (
            self.name, self.best, min(self.cpu), max(self.megabytes),
            ", ".join("%.3f" % seconds for seconds in self.seconds))


def measure(trace, stretto, rounds):
    reader = os.path.join(HERE, ".build", "release", "read-once")
    ours = Program("stretto report, whole program", [stretto, "report", trace], False)
    alone = Program("our reader alone", [reader, trace], True)
    perfetto = Program(
        "Perfetto's engine, load alone", ["node", "load-perfetto.mjs", trace], True)
    python = Program(
        "Python gzip + json.load alone", [sys.executable, "-c", PYTHON_LOAD, trace], True)
    programs = [ours, alone, perfetto, python]
    for _ in range(rounds):
        for program in programs:
            program.turn()
    for program in programs:
        print(program.line())
    met = [
        gate("Perfetto's load / our report", perfetto.best / ours.best, 5),
        gate("Python's load / our report", python.best / ours.best, 8),
        gate("Perfetto's memory / ours", max(perfetto.megabytes) / max(ours.megabytes), 2),
    ]
    print("        Perfetto's load / our reader: %.1f" % (perfetto.best / alone.best))
    print("        Python's load / our reader: %.1f" % (python.best / alone.best))
    return all(met)


def gate(name, value, least):
    print("%s    %s: %.1f, at least %g" % ("pass" if value >= least else "MISS", name, value, least))
    return value >= least


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--stretto", default=os.path.join(ROOT, ".build", "release", "stretto"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--trace", default=os.path.join(HERE, ".build", "t100.json.gz"))
    options = parser.parse_args()
    subprocess.run(["swift", "build", "-c", "release", "--package-path", HERE], check=True,
                   stdout=subprocess.DEVNULL)
    if not os.path.exists(options.trace):
        subprocess.run(
            [sys.executable, os.path.join(HERE, "generate-trace.py"), options.trace], check=True)
    arguments = (os.path.abspath(options.trace), os.path.abspath(options.stretto), options.rounds)
    print("%s, %.1f MB, best of %d" % (
        os.path.basename(options.trace), os.path.getsize(options.trace) / 1e6, options.rounds))
    is_met = measure(*arguments) or (options.check and measure(*arguments))
    if options.check and not is_met:
        sys.exit(1)


main()
