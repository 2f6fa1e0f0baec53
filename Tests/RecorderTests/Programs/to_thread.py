"""Blocking calls that an event loop hands to threads."""

import asyncio
import time


def block(seconds):
    time.sleep(seconds)
    return seconds


async def main():
    loop = asyncio.get_running_loop()
    print(await asyncio.gather(*[loop.run_in_executor(None, block, 0.01) for _ in range(3)]))
    if hasattr(asyncio, "to_thread"):
        await asyncio.to_thread(block, 0.01)
    else:
        await loop.run_in_executor(None, block, 0.01)


asyncio.run(main())
