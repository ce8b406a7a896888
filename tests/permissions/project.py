"""Routes of `project`."""

from tests.permissions import Row

ROWS: list[Row] = []
