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


@click.command(short_help="Let a directory file act, after showing what it changes.")
@click.argument("path", required=False)
@click.option("-y", "--yes", is_flag=True, help="Allow it without a question.")
@click.option("--full", is_flag=True, help="Show long values whole.")
def allow(path: str | None, *, yes: bool, full: bool) -> None:
    """Show what the nearest directory file (or the one at PATH) would change, and let it act as it is now.

    Asks first if the file sets variables that decide whose credentials are used or where requests go, or that vxenv
    does not know. When the file changes, it needs to be allowed again.

    \b
    vxenv allow
    vxenv allow ~/client-a
    vxenv allow --full               also what is too long for a row
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
    # What was shown is allowed, and not what may stand there by now.
    trust.allow(place, file.data, reviewed=bool(questions))
    say("allowed  (take it back: vxenv deny)")
    announce_pin()
