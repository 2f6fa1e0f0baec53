"""What the counting programs share: four sums of the same length."""

NUMBERS = [200000] * 4


def count(limit):
    total = 0
    for _ in range(limit):
        total += 1
    return total
