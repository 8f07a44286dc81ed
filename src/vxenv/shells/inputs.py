"""What a plan rests on."""

from collections.abc import Mapping
from typing import NamedTuple


class Inputs(NamedTuple):
    """What a plan rests on: `files` maps paths to what they hold, `here` must be there, `gone` must not."""

    files: Mapping[str, str]
    here: tuple[str, ...]
    gone: tuple[str, ...]
