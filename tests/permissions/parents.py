"""Routes of `parents`."""

from tests.permissions import Row

ROWS: list[Row] = []
