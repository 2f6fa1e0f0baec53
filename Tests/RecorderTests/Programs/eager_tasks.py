"""Tasks whose first step runs inside create_task; one is done by then."""

import asyncio


async def quick():
    return 1


async def slow():
    await asyncio.sleep(0.01)
    return 2


async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    tasks = [asyncio.create_task(quick()), asyncio.create_task(slow(), name="the slow one")]
    print(await asyncio.gather(*tasks))


asyncio.run(main())
