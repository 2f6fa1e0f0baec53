"""Calls that keep an event loop from its other tasks: in a task, in a library, and in main."""

import asyncio
import http.client
import subprocess
import sys
import time


async def sleeps():
    await asyncio.sleep(0)
    time.sleep(0.02)


async def asks(port):
    await asyncio.sleep(0)
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/")
    connection.getresponse().read()
    connection.close()


async def counts():
    end = time.monotonic() + 0.15
    while time.monotonic() < end:
        pass
    await asyncio.sleep(0)


async def main():
    others = [asyncio.ensure_future(task) for task in (sleeps(), asks(int(sys.argv[1])), counts())]
    subprocess.run([sys.executable, "-I", "-c", ""])
    await asyncio.gather(*others)
    print("all are done")


asyncio.run(main())
