"""Tasks of uvloop, whose handles are compiled."""

import asyncio

import uvloop


async def work(number):
    await asyncio.sleep(0.01)
    return number


async def main():
    print(await asyncio.gather(*[work(number) for number in range(3)]))
    print(await asyncio.get_running_loop().create_task(work(3)))


uvloop.install()
asyncio.run(main())
