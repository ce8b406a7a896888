"""Routes of `meetings`."""

from tests.permissions import Row

ROWS: list[Row] = []
