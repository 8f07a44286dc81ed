"""The command `local`."""

import os

import click

from vxenv.activation import trust
from vxenv.activation.directory_file import find_link, make_link_error, read_directory_file
from vxenv.activation.search import find_logical_directory
from vxenv.checks.advice import describe
from vxenv.cli.directory_review import announce_pin, show_review
from vxenv.cli.output.questions import confirm, is_interactive
from vxenv.cli.output.review import list_questions
from vxenv.cli.output.terminal import say
from vxenv.cli.protection import check_policies, refuse_removed
from vxenv.cli.schema_files import DIRECTORY, add_schema_line
from vxenv.config import read_config
from vxenv.errors import RefusedError
from vxenv.paths import DIRECTORY_FILE, shorten_path
from vxenv.profiles.document import parse_document
from vxenv.profiles.names import encode_stack, parse_stack, render_stack
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store


@click.command(short_help="Select a profile for this directory.")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
def local(names: tuple[str, ...]) -> None:
    """Write the profiles NAME... to ./.vxenv.toml and allow it.

    Other keys in the file are kept. A file that is not yet allowed is shown first, and vxenv asks before changing it.

    \b
    vxenv local eu-client
    vxenv local prod-global opus
    """
    from vxenv.text.toml_edit import edit_toml

    stack = parse_stack(names)
    refuse_removed(stack)
    resolved = resolve_stack(stack, Store())
    check_policies(render_stack(stack), resolved)
    path = os.path.join(find_logical_directory(), DIRECTORY_FILE)
    link = find_link(path)
    if link:
        raise make_link_error(path, link)
    file = read_directory_file(path, read_config()) if os.path.lexists(path) else None
    new = edit_toml(file.data if file else b"", path, {("profile",): encode_stack(stack)})
    new = new if file else add_schema_line(new, DIRECTORY)
    document = parse_document(new, DIRECTORY_FILE, path, directory=True)
    if file and not file.allowed:
        # Without a review, this would also allow keys that somebody else wrote to the file.
        wrong = f"{shorten_path(path)} exists and is not allowed"
        hint = f"vxenv allow; vxenv local {render_stack(stack)}"
        if is_interactive():
            show_review(path, document, "vxenv allow --full", full=False)
        confirm(
            "Write and allow this file?",
            absent=RefusedError(wrong, hint=hint),
            declined=RefusedError(f"{wrong}; nothing changed", hint=hint),
        )
    # Only the profile changes; the user has reviewed the other keys.
    trust.write_allowed(path, new, reviewed=bool(list_questions(document)))
    say(f"{shorten_path(path)}: {describe(render_stack(stack), resolved)}")
    announce_pin()
