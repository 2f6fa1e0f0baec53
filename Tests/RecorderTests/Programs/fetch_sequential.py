"""Three pages, one after the other."""

from pages import PATHS, fetch

for path in PATHS:
    fetch(path)
