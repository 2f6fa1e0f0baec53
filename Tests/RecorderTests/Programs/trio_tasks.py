"""Tasks of trio: two sleep, one blocks the loop, and one hands over to another."""

import time

import trio


async def sleeps():
    await trio.sleep(0.02)


async def blocks():
    time.sleep(0.03)


async def sends(channel):
    await trio.sleep(0.01)
    await channel.send("something")


async def receives(channel):
    print(await channel.receive())


async def main():
    sender, receiver = trio.open_memory_channel(0)
    async with trio.open_nursery() as nursery:
        for _ in range(2):
            nursery.start_soon(sleeps)
        nursery.start_soon(blocks)
        nursery.start_soon(sends, sender)
        nursery.start_soon(receives, receiver)


trio.run(main)
