"""Routes of `students`."""

from tests.permissions import Row

ROWS: list[Row] = []
