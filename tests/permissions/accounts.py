"""Routes of `accounts`."""

from tests.permissions import Row

ROWS: list[Row] = []
