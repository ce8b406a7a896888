"""Routes of `documents`."""

from tests.permissions import Row

ROWS: list[Row] = []
