"""Routes of `tiers`: plans."""

from tests.permissions import Row

ROWS: list[Row] = []
