"""Four sums as tasks of one event loop, which runs them one after the other."""

import asyncio

from counting import NUMBERS, count


async def work(number):
    return count(number)


async def main():
    tasks = [asyncio.create_task(work(number)) for number in NUMBERS]
    print(await asyncio.gather(*tasks))


asyncio.run(main())
