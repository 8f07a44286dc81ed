"""Parse formats with fields in braces, such as ``{profile} {project}``. Run often: no click here."""

import string
from collections.abc import Sequence

from vxenv.errors import UsageError, quote_word
from vxenv.paths import escape_text


def parse_format(form: str, known: Sequence[str], command: str) -> list[tuple[str, str]]:
    """Return `form` as pairs of a text and the field after it, "" for none. Raises UsageError.

    Args:
        form: The format.
        known: The fields.
        command: The command that takes the format, for hints.
    """
    try:
        parts = [(text, field, rest) for text, field, *rest in string.Formatter().parse(form)]
    except ValueError as error:
        what = f"invalid --format: {error}; write {{{{ for a literal brace"
        raise UsageError(what, hint=f"{command} --format {quote_word(f'{{{known[0]}}}')}") from error
    for _, field, (spec, conversion) in parts:
        if field is not None and (field not in known or spec or conversion):
            fields = " ".join(f"{{{name}}}" for name in known)
            what = f"unknown field {{{escape_text(field)}}} in --format"
            raise UsageError(what, hint=f"{command} --format {quote_word(fields)}")
    return [(text, field or "") for text, field, _ in parts]
