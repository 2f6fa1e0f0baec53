"""Three pages by aiohttp on one event loop."""

import asyncio

import aiohttp

from pages import PATHS, address


async def download(path):
    async with aiohttp.ClientSession() as session:
        async with session.get("http://" + address() + path) as response:
            print(path, response.status, len(await response.text()))


async def main():
    await asyncio.gather(*[download(path) for path in PATHS])


asyncio.run(main())
