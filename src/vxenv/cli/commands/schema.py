"""The command `schema`."""

import click

from vxenv.cli.command_line import OneOf
from vxenv.cli.output.terminal import print_data
from vxenv.cli.schema_files import KINDS, PROFILE, read_schema


@click.command(short_help="Print the JSON Schema of a file, for editors.")
@click.argument("kind", type=OneOf(KINDS), default=PROFILE)
def schema(kind: str) -> None:
    """Print the JSON Schema of profiles, or of another KIND of file.

    Editors complete keys and values with it, and mark errors. With `vxenv config set schema_line true`, new profiles
    and directory files begin with the address of their schema, from which the editor downloads it.

    \b
    vxenv schema > ~/vxenv-profile.schema.json
    vxenv schema directory
    """
    print_data(read_schema(kind).rstrip("\n"))
