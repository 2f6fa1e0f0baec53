"""A task for each thing that a task can wait for."""

import asyncio


async def sleeps():
    await asyncio.sleep(0.01)


async def locks(lock):
    async with lock:
        await asyncio.sleep(0)


async def takes(queue):
    return await queue.get()


async def joins(task):
    await asyncio.wait([task])


async def main():
    lock, queue = asyncio.Lock(), asyncio.Queue()
    await lock.acquire()
    sleeper = asyncio.ensure_future(sleeps())
    others = locks(lock), takes(queue), joins(sleeper)
    tasks = [sleeper] + [asyncio.ensure_future(other) for other in others]
    await sleeper
    lock.release()
    queue.put_nowait("something")
    await asyncio.gather(*tasks)
    print("all are done")


asyncio.run(main())
