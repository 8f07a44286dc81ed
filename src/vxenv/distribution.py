"""Commands that upgrade or reinstall this installation of vxenv."""

import os
import sys

from vxenv.errors import quote_word
from vxenv.paths import shorten_path


def upgrade_command(*, again: bool = False) -> str:
    """Return the command that upgrades this installation, or with `again` the one that reinstalls it."""
    # Each installer leaves its own file in the environments that it creates.
    if os.path.exists(os.path.join(sys.prefix, "pipx_metadata.json")):
        return f"pipx {'reinstall' if again else 'upgrade'} vxenv"
    if os.path.exists(os.path.join(sys.prefix, "uv-receipt.toml")):
        return "uv tool install --reinstall vxenv" if again else "uv tool upgrade vxenv"
    python = quote_word(shorten_path(sys.executable))
    return f"{python} -m pip install {'--force-reinstall' if again else '--upgrade'} vxenv"
