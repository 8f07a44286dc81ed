"""Reminders of sources that were checked long ago. They only print: nothing is fetched."""

from vxenv.config import count_days, read_config
from vxenv.profiles.source_files import list_overdue_sources


def render_reminders() -> list[str]:
    """Return the lines about sources that were last checked before the time in config.toml. Raises DocumentError."""
    overdue = list_overdue_sources(count_days(read_config().source_reminder))
    lines = [f'note: source "{name}" was last checked {age:,} day{"s"[: age != 1]} ago' for name, age in overdue]
    return [*lines, "hint: vxenv source update"] if lines else []
