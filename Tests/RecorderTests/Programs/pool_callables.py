"""Everything that a pool of threads can be given to call, twice, and results that are seen twice."""

import functools
import operator
from concurrent.futures import ThreadPoolExecutor


def plain(number):
    return number


def same(function):
    @functools.wraps(function)
    def wrapper(*args):
        return function(*args)

    return wrapper


@same
def decorated(number):
    return number


class Shop:
    def sell(self, number):
        return number

    @staticmethod
    def open(number):
        return number

    @classmethod
    def close(cls, number):
        return number

    def __call__(self, number):
        return number


class Ticket(int):
    pass


shop = Shop()
calls = [plain, decorated, shop.sell, Shop.open, Shop.close, shop, Ticket, operator.index]
calls += [functools.partial(plain), lambda number: number]

with ThreadPoolExecutor(2) as pool:
    for call in calls:
        first, second = pool.submit(call, 1), pool.submit(call, 2)
        print(first.result(), second.result(), first.result())
    failing = pool.submit(plain)
    print(type(failing.exception()).__name__)
    try:
        failing.result()
    except TypeError as error:
        print(error)
