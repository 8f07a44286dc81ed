"""Fills vxenv's store, in the home of whoever runs it: allowed directories and, on request, a great many profiles.

    python store.py PROFILES DIRECTORIES ROOT

Makes DIRECTORIES directories below ROOT, each with a directory file that is allowed. `vxenv allow` looks through the
records that are there, which is right for one file and takes too long for thousands: here they are written as it does.
"""

import hashlib
import os
import sys

from vxenv.activation.trust import name_allow_record
from vxenv.paths import find_config_directory

_PROFILE = """description = "Sample {number}"

[vertex]
project = "sample-{number}"
region = "europe-west1"

[models]
main = "claude-sonnet-4-5"
"""
_DIRECTORY = b'profile = "client"\n'


def main() -> None:
    """Write what the arguments ask for."""
    profiles, directories, root = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    folder = os.path.join(find_config_directory(), "profiles")
    for number in range(profiles):
        with open(os.path.join(folder, f"sample-{number:04}.toml"), "w", encoding="utf-8") as file:
            file.write(_PROFILE.format(number=number))
    os.makedirs(os.path.dirname(name_allow_record(root, b"")), mode=0o700, exist_ok=True)
    for number in range(directories):
        place = os.path.join(root, f"{number:05}")
        os.makedirs(place)
        path = os.path.join(place, ".vxenv.toml")
        with open(path, "wb") as file:
            file.write(_DIRECTORY)
        with open(name_allow_record(path, _DIRECTORY), "wb") as file:
            file.write(hashlib.sha256(_DIRECTORY).hexdigest().encode() + b"\n" + os.fsencode(os.path.realpath(path)))


if __name__ == "__main__":
    main()
