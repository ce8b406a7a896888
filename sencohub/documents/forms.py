"""Forms about documents."""

from sencohub.lib.forms import HouseForm


class TryAgainForm(HouseForm):
    """No field: the button is the whole of it."""
