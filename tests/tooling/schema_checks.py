"""Validate documents by vxenv, and by taplo with the schemas in the repository."""

import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from vxenv.catalogue.knowledge import load_shipped
from vxenv.catalogue.row_checks import RowError
from vxenv.config import find_config_path, read_config
from vxenv.errors import VxenvError
from vxenv.paths import DIRECTORY_FILE
from vxenv.profiles.document import parse_document
from vxenv.profiles.policy import parse_policy
from vxenv.text.toml_read import parse_toml

ROOT = Path(__file__).parents[2]
TAPLO = Path(sys.executable).with_name("taplo")
KINDS = ("profile", "directory", "config", "policy", "catalogue")
# The place of an error, and the line about a file at its end.
_INVALID = re.compile(
    r'(?:^ *┌─ (.*):[0-9]+:[0-9]+$|^ERROR taplo:lint_files: invalid file .*path="(.*)"$)', re.MULTILINE
)


def find_schema(kind: str) -> Path:
    """Return the path of the schema of `kind`."""
    return ROOT / "schemas" / f"{kind}.schema.json"


def find_error(kind: str, text: str) -> str:
    """Return vxenv's error for a document of `kind` in the current directory, "" if it accepts it."""
    data, path = text.encode(), str(Path.cwd() / DIRECTORY_FILE)
    try:
        if kind == "config":
            place = Path(find_config_path())
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
            read_config()
        elif kind == "policy":
            parse_policy(data, path)
        elif kind == "catalogue":
            load_shipped().extend(parse_toml(data, path)[0])
        else:
            parse_document(data, "p", path, directory=kind == "directory")
    except VxenvError as error:
        return error.what
    except RowError as error:
        return str(error)
    return ""


def list_invalid(kind: str, paths: Iterable[Path], folder: Path) -> set[Path]:
    """Return those of `paths` that taplo refuses with the schema of `kind`; `folder` is for a file of its own."""
    # taplo sometimes loses the end of its output, so that the last file is one of which the result is known.
    last = folder / "last.toml"
    last.write_text("=\n")
    command: list[str | Path] = [TAPLO, "check", "--colors", "never", "--no-auto-config"]
    command += ["--schema", find_schema(kind).as_uri(), *paths, last]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert 1 == done.returncode
    return {Path(path or other) for path, other in _INVALID.findall(done.stderr)} - {last}


def check_texts(kind: str, texts: Mapping[str, str], folder: Path) -> set[str]:
    """Return the names of those of `texts` that taplo refuses with the schema of `kind`."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {folder / f"{number}.toml": name for number, name in enumerate(texts)}
    for path, name in paths.items():
        path.write_text(texts[name], encoding="utf-8")
    return {paths[path] for path in list_invalid(kind, paths, folder)}
