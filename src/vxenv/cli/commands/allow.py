"""The command `allow`."""

import click

from vxenv.activation import trust
from vxenv.activation.directory_file import describe_questions, read_directory_file
from vxenv.cli.directory_review import announce_pin, find_operand, show_review
from vxenv.cli.output.questions import confirm
from vxenv.cli.output.review import list_questions
from vxenv.cli.output.terminal import say
from vxenv.config import read_config
from vxenv.errors import RefusedError, quote_word
from vxenv.paths import shorten_path


@click.command(short_help="Allow a directory file after showing its changes.")
@click.argument("path", required=False)
@click.option("-y", "--yes", is_flag=True, help="Allow the file without asking.")
@click.option("--full", is_flag=True, help="Show long values in full.")
def allow(path: str | None, *, yes: bool, full: bool) -> None:
    """Show the changes of a directory file, and allow it.

    PATH defaults to the nearest directory file. vxenv asks first if the file sets variables that choose credentials or
    where requests go, or variables unknown to vxenv. After a change, the file must be allowed again.

    \b
    vxenv allow
    vxenv allow ~/client-a
    vxenv allow --full               with long values in full
    """
    operand = f" {quote_word(path)}" if path else ""
    file = read_directory_file(find_operand(path), read_config())
    document = file.read_document()
    place = trust.resolve_path(file.path)
    show_review(file.path, document, f"vxenv allow --full{operand}", full=full)
    questions = list_questions(document)
    if questions and not yes:
        confirm(
            "Allow this file?",
            absent=RefusedError(
                f"{shorten_path(file.path)} {describe_questions(questions)}", hint=f"vxenv allow --yes{operand}"
            ),
            declined=RefusedError(
                f"{shorten_path(file.path)} is not allowed; nothing changed", hint="vxenv deny" + operand
            ),
        )
    # Allow the bytes that were shown: the file may have changed since.
    trust.allow(place, file.data, reviewed=bool(questions))
    say("allowed  (revert: vxenv deny)")
    announce_pin()
