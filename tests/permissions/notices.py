"""Routes of `notices`."""

from tests.permissions import Row

ROWS: list[Row] = []
