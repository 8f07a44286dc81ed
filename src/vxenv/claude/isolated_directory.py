"""Create the directory of Claude Code for an isolated profile, and link the parts that it shares."""

import contextlib
import os
import sys
from collections.abc import Mapping

from vxenv.catalogue.environment import CLAUDE_DIRECTORY
from vxenv.files.directories import make_private_directory
from vxenv.paths import shorten_path
from vxenv.profiles.resolve import Resolved


def prepare_directory(resolved: Resolved, environment: Mapping[str, str]) -> str:
    """Create the directory of an isolated stack and missing links in it; return a warning if that fails, else "".

    The links lead to the user's directory of Claude Code: that of `environment`, which is without the stack, or
    ``~/.claude``. A file that exists in place of a link is unchanged, and parts that do not exist are not linked.
    """
    directory = resolved.isolated
    if not directory:
        return ""
    shared = environment.get(CLAUDE_DIRECTORY, "")
    shared = shared if os.path.isabs(shared) else os.path.join(os.path.expanduser("~"), ".claude")
    try:
        make_private_directory(directory)
        for name in resolved.links:
            target, link = os.path.join(shared, name), os.path.join(directory, name)
            if shared != directory and os.path.lexists(target) and not os.path.lexists(link):
                with contextlib.suppress(FileExistsError):
                    os.symlink(target, link)
                    sys.audit("vxenv.written", link)
    except OSError as error:
        return f"warning: cannot create {shorten_path(directory)}: {error.strerror}"
    return ""
