"""Create a separate home directory for each test."""

import os
from contextlib import AbstractContextManager
from unittest.mock import patch

from vxenv.activation import trust
from vxenv.files.atomic import store
from vxenv.paths import DIRECTORY_FILE
from vxenv.setup.hook_text import list_own_directories
from vxenv.setup.record import Record, pack_record
from vxenv.setup.refresh import write_files
from vxenv.setup.setup_paths import find_init_file, locate_record


class Home:
    """A home directory after `vxenv setup`, with a space and a quote in its path."""

    def __init__(self, root: str) -> None:
        """Create the home below `root`."""
        self.root = os.path.join(root, "o'hara s home")
        self.config = os.path.join(self.root, ".config", "vxenv")
        self.state = os.path.join(self.root, ".local", "state", "vxenv")
        self.cache = os.path.join(self.root, ".cache", "vxenv")
        os.makedirs(os.path.join(self.config, "profiles"))

    def path(self, *parts: str) -> str:
        """Return a path below the home directory."""
        return os.path.join(self.root, *parts)

    def environment(self) -> dict[str, str]:
        """Return the environment of a shell started here; it inherits only PATH."""
        return {
            "HOME": self.root,
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "TERM": "dumb",
            "PS1": "",
            "PS2": "",
        }

    def write(self, place: str, text: str | bytes) -> str:
        """Write `text` to `place` below the home directory, and return its path."""
        path = self.path(place)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode(errors="surrogateescape"))
        return path

    def profile(self, name: str, text: str) -> str:
        """Write the profile `name`."""
        return self.write(f".config/vxenv/profiles/{name}.toml", text)

    def source(self, name: str, text: str) -> str:
        """Write the profile SOURCE/PROFILE as an update of its source does, and return its path."""
        source, _, base = name.partition("/")
        self.write(f".local/state/vxenv/sources/{source}/record.toml", 'url = "https://example.com/x.git"\n')
        return self.write(f".local/state/vxenv/sources/{source}/profiles/{base}.toml", text)

    def remove_from_source(self, name: str) -> None:
        """Remove the profile SOURCE/PROFILE as an update of its source does, which keeps its last version."""
        source, _, base = name.partition("/")
        folder = self.path(".local/state/vxenv/sources", source)
        os.makedirs(os.path.join(folder, "removed"), exist_ok=True)
        os.rename(os.path.join(folder, "profiles", f"{base}.toml"), os.path.join(folder, "removed", f"{base}.toml"))

    def location(self, name: str, value: str) -> str:
        """Write the profile `name` that sets only the location `value`."""
        return self.profile(name, f'[vertex]\nregion = "{value}"\n')

    def settings(self, text: str) -> str:
        """Write the settings file."""
        return self.write(".config/vxenv/config.toml", text)

    def directory(self, place: str, text: str, *, allowed: bool = True) -> str:
        """Write the directory file of `place`, allow it by default, and return the directory."""
        file = self.write(os.path.join(place, DIRECTORY_FILE), text)
        if allowed:
            self.allow(file)
        return os.path.dirname(file)

    def allow(self, file: str) -> None:
        """Allow the directory file `file` in its current state, with all its variables."""
        with open(file, "rb") as handle, self.entered():
            trust.allow(file, handle.read(), reviewed=True)

    def hook(self, kind: str) -> str:
        """Write the hook and the completions of a kind of shell as `vxenv setup` does; return the hook's path."""
        with self.entered():
            # Without a record, the next command treats the file as a leftover of an undone setup.
            store(locate_record(kind), pack_record(Record(kind, list_own_directories())))
            write_files(kind, list_own_directories())
            return find_init_file(kind)

    def entered(self) -> AbstractContextManager[object]:
        """Apply the environment of a shell started here to this process for the duration of the context."""
        return patch.dict(os.environ, self.environment(), clear=True)

    def plans(self, kind: str) -> list[str]:
        """Return the plans on disk for a kind of shell."""
        found = []
        for folder, _, names in os.walk(os.path.join(self.cache, "plans", kind)):
            if os.path.basename(folder) == "captured":  # output of builtins, not plans
                continue
            found += [os.path.join(folder, name) for name in names if not name.startswith(".")]
        return sorted(found)
