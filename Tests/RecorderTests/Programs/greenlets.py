"""Greenlets of gevent: three that sleep, and a pool's."""

from gevent import monkey

monkey.patch_all()

import time

import gevent
from gevent.pool import Pool


def work(number):
    time.sleep(0.01)
    return number


print([greenlet.get() for greenlet in [gevent.spawn(work, number) for number in range(3)]])
print(Pool(2).map(work, range(4)))
