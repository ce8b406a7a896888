"""Routes of `overview`."""

from tests.permissions import Row

ROWS: list[Row] = []
