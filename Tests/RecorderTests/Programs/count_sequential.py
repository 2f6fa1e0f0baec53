"""Four sums, one after the other."""

from counting import NUMBERS, count

print([count(number) for number in NUMBERS])
