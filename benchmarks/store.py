"""Fill vxenv's store in the caller's home with profiles and allowed directories.

    python store.py PROFILES DIRECTORIES ROOT

Creates DIRECTORIES directories two levels below ROOT, each with an allowed directory file; they have a thousand
different contents. `vxenv allow` lists all existing records, which is too slow for thousands of files: this script
writes the same records directly.
"""

import os
import sys

from vxenv.activation.trust import name_allow_record, render_record
from vxenv.paths import find_config_directory

_PROFILE = """description = "Sample {number}"

[vertex]
project = "sample-{number}"
region = "europe-west1"

[models]
main = "claude-sonnet-4-5"
"""
_DIRECTORY = 'profile = "client"  # {number}\n'


def main() -> None:
    """Write the store given by the arguments."""
    profiles, directories, root = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    folder = os.path.join(find_config_directory(), "profiles")
    for number in range(profiles):
        with open(os.path.join(folder, f"sample-{number:04}.toml"), "w", encoding="utf-8") as file:
            file.write(_PROFILE.format(number=number))
    os.makedirs(os.path.dirname(name_allow_record(root, b"")), mode=0o700, exist_ok=True)
    for number in range(directories):
        place = os.path.join(root, f"{number // 1000:03}", f"{number % 1000:03}")
        os.makedirs(place)
        path = os.path.join(place, ".vxenv.toml")
        data = _DIRECTORY.format(number=number % 1000).encode()
        with open(path, "wb") as file:
            file.write(data)
        with open(name_allow_record(path, data), "wb") as file:
            file.write(render_record(path, data))


if __name__ == "__main__":
    main()
