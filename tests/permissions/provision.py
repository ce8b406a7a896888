"""Routes of `provision`."""

from tests.permissions import Row

ROWS: list[Row] = []
