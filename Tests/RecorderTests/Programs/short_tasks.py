"""Tasks that follow each other in the same places of memory, tasks that are more at a time than
anyone remembers, and some that another loop leaves undone, in a child as well."""

import asyncio
import gc
import os
import threading


async def work(steps):
    for _ in range(steps - 1):
        await asyncio.sleep(0)


async def follow():
    for _ in range(300):
        await asyncio.create_task(work(2))
    await asyncio.gather(*[work(3) for _ in range(700)])


def abandoned():
    """Tasks whose loop never goes on: they are not done, and their places are free again."""
    loop = asyncio.new_event_loop()
    for _ in range(50):
        task = loop.create_task(work(2))
        task._log_destroy_pending = False
        loop._ready.clear()
        task.get_coro().close()
    del task
    loop.close()
    gc.collect()


def both():
    other = threading.Thread(target=asyncio.run, args=(follow(),))
    other.start()
    asyncio.run(follow())
    other.join()


abandoned()
both()
child = os.fork()
if child == 0:
    asyncio.run(follow())
    os._exit(0)
os.waitpid(child, 0)
print("done")
