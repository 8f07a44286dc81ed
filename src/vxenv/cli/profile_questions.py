"""The questions for a new profile, for `add` and `setup`."""

import os
from typing import Any

import click

from vxenv.catalogue.environment import LOCATION, PROJECT
from vxenv.cli.output.questions import is_interactive
from vxenv.cli.output.terminal import say
from vxenv.errors import UsageError, VxenvError
from vxenv.profiles.keys import parse_key, parse_value
from vxenv.setup import variable_sources
from vxenv.text.toml_locate import Key


def ask_profile(name: str) -> dict[Key, Any]:
    """Ask for the keys of a new profile; defaults come from the environment. Raises UsageError without a terminal."""
    if not is_interactive():
        raise UsageError(
            f'no settings given for "{name}"', hint=f"vxenv add {name} --project ID --region global\nvxenv add --help"
        )
    say(f'creating profile "{name}": press Enter to accept a default, type - to skip a question')
    questions = (
        ("description", "Description", ""),
        ("vertex.project", "Google Cloud project", _find_project()),
        ("vertex.region", "Location (global, us, eu or a region)", os.environ.get(LOCATION) or "global"),
        ("models.opus", "Model for opus", os.environ.get("ANTHROPIC_DEFAULT_OPUS_MODEL", "")),
        ("models.sonnet", "Model for sonnet", os.environ.get("ANTHROPIC_DEFAULT_SONNET_MODEL", "")),
        ("models.haiku", "Model for haiku", os.environ.get("ANTHROPIC_DEFAULT_HAIKU_MODEL", "")),
    )
    given: dict[Key, Any] = {}
    for text, question, default in questions:
        answer = ask_key(parse_key(text), question, default)
        if answer is not None:
            given[parse_key(text)] = answer
    return given


def ask_key(key: Key, question: str, default: str) -> Any:  # noqa: ANN401 - whatever TOML holds
    """Ask one question until the answer is a valid value; return it, or None if skipped."""
    try:
        parse_value(key, default)
    except UsageError:
        default = ""  # an invalid default would be asked for forever
    while True:
        answer = click.prompt(question, default=default, show_default=bool(default), err=True).strip()
        if answer in ("", "-"):
            return None
        try:
            return parse_value(key, answer)
        except UsageError as error:
            say(str(error))


def _find_project() -> str:
    for name in (PROJECT, "GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "CLOUDSDK_CORE_PROJECT"):
        if os.environ.get(name):
            return os.environ[name]
    try:
        variables = {variable.name: variable.value for variable in variable_sources.read_gcloud("").variables}
    except VxenvError:
        return ""
    return variables.get(PROJECT) or ""
