"""Routes of the project itself."""

from tests.permissions import Row

ROWS: list[Row] = [
    Row("healthz", {}, "GET", {}, default=200, anonymous=200),
    Row("healthz", {}, "POST", {}, default=405, anonymous=405),
    # No scheduler runs beside the table's tests, and it says so to whoever asks.
    Row("readyz", {}, "GET", {}, default=503, anonymous=503),
]
