"""Routes of `tiers`."""

from tests.permissions import Row

ROWS: list[Row] = []
