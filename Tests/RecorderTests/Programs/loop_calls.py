"""Tasks made before the loop runs, and a loop that is run for each part."""

import asyncio


async def task(number):
    await asyncio.sleep(0.01)
    return number


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
tasks = [asyncio.ensure_future(task(number), loop=loop) for number in range(2)]
print(loop.run_until_complete(asyncio.gather(*tasks)))
print(loop.run_until_complete(task(2)))
loop.close()
