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
from vxenv.config import read_config
from vxenv.errors import RefusedError
from vxenv.paths import DIRECTORY_FILE, shorten_path
from vxenv.profiles.document import parse_document
from vxenv.profiles.names import encode_stack, parse_stack, render_stack
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store


@click.command(short_help="Have this directory ask for a profile, and allow that.")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
def local(names: tuple[str, ...]) -> None:
    """Write the profiles NAME... into ./.vxenv.toml and allow it. Other keys of the file stay.

    A file that is there and not allowed is shown first, and asked for.

    \b
    vxenv local eu-client
    vxenv local prod-global opus
    """
    from vxenv.text.toml_edit import edit_toml

    stack = parse_stack(names)
    resolved = resolve_stack(stack, Store())
    path = os.path.join(find_logical_directory(), DIRECTORY_FILE)
    link = find_link(path)
    if link:
        raise make_link_error(path, link)
    file = read_directory_file(path, read_config()) if os.path.lexists(path) else None
    new = edit_toml(file.data if file else b"", path, {("profile",): encode_stack(stack)})
    document = parse_document(new, DIRECTORY_FILE, path, directory=True)
    if file and not file.allowed:
        # Allowing it unseen would allow what somebody else put beside the profile.
        wrong = f"{shorten_path(path)} is there and not allowed"
        hint = f"vxenv allow; vxenv local {render_stack(stack)}"
        if is_interactive():
            show_review(path, document, "vxenv allow --full", full=False)
        confirm(
            "Write this file, and allow it?",
            absent=RefusedError(wrong, hint=hint),
            declined=RefusedError(f"{wrong}; nothing changed", hint=hint),
        )
    # All but the profile is as it was, and the user said yes to that.
    trust.write_allowed(path, new, reviewed=bool(list_questions(document)))
    say(f"{shorten_path(path)}: {describe(render_stack(stack), resolved)}")
    announce_pin()
