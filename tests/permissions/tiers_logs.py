"""Routes of `tiers`: adjustment logs."""

from tests.permissions import Row

ROWS: list[Row] = []
