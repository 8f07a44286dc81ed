"""Read today's date, which VXENV_TODAY overrides."""

import datetime as dt
import os

from vxenv.catalogue.days import get_utc_today
from vxenv.errors import UsageError
from vxenv.paths import escape_text

TODAY = "VXENV_TODAY"


def read_today() -> dt.date:
    """Return today in UTC, or the day in VXENV_TODAY (``YYYY-MM-DD``). Raises UsageError."""
    given = os.environ.get(TODAY)
    if not given:
        return get_utc_today()
    try:
        return dt.date.fromisoformat(given)
    except ValueError as error:
        # Not needed otherwise, and the status line runs often.
        from vxenv.activation.caller import find_calling_shell  # noqa: PLC0415
        from vxenv.shells import hint_words  # noqa: PLC0415

        raise UsageError(
            f'{TODAY}: invalid date "{escape_text(given)}"', hint=hint_words.render_unset(find_calling_shell(), TODAY)
        ) from error


def read_local_today() -> dt.date:
    """Return today in the local time zone, or the day in VXENV_TODAY. Raises UsageError."""
    return read_today() if os.environ.get(TODAY) else dt.datetime.now().astimezone().date()
