"""The command `prompt`."""

import os

import click

from vxenv.activation.current import Current
from vxenv.assets import read_asset
from vxenv.catalogue.environment import LOCATION, MAIN_MODEL, PROJECT
from vxenv.catalogue.secrets import redact
from vxenv.cli.command_line import OneOf
from vxenv.cli.field_format import parse_format
from vxenv.cli.output.terminal import print_data
from vxenv.paths import escape_text, shorten_path

_FIELDS = {
    "project": PROJECT,
    "location": LOCATION,
    "model": MAIN_MODEL,
}
_FILES = ("prompt.bash", "prompt.zsh", "prompt.fish", "prompt.ksh", "prompt.mksh", "prompt.tcsh", "prompt.elv",
          "prompt.nu", "prompt.xsh", "starship.toml", "p10k.zsh", "oh-my-zsh.zsh", "oh-my-posh.json",
          "tmux.conf")  # fmt: skip
_KNOWN = ("profile", *_FIELDS, "reason", "protected")


@click.command(short_help="Print the active profile in a custom format.")
@click.option(
    "--format", "form", metavar="TEXT", default="{profile}",
    help="Output format, with fields in braces. [default: {profile}]",
)  # fmt: skip
@click.option("--file", "file", type=OneOf(_FILES), help="Print a ready-made prompt file. It does not run vxenv.")
def prompt(form: str, file: str | None) -> None:
    """Print the active profile in a custom format.

    Prints nothing if no profile is active. Fields: {profile} {project} {location} {model} {reason} {protected}. The
    last is "protected" or empty. Prompts can read VXENV_PROFILE, VXENV_REASON and VXENV_PROTECTED without starting a
    program.

    \b
    vxenv prompt --format '{profile} {location}'
    """
    if file:
        print_data(read_asset(os.path.join("shell", "prompt"), file).rstrip("\n"))
        return
    current = Current()
    parts = parse_format(form, _KNOWN, "vxenv prompt")
    if not current.stack:
        return
    values = {
        "profile": current.stack,
        "reason": shorten_path(current.reason),
        "protected": "protected" if os.environ.get("VXENV_PROTECTED") else "",
        **{field: redact(name, os.environ.get(name, "")) for field, name in _FIELDS.items()},
    }
    print_data("".join(text + escape_text(values.get(field, "")) for text, field in parts))
