"""Test what the page about costs shows of a terminal."""

import os
import re
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

from docs import fixtures
from docs.pages import ROOT
from docs.scene import Stage
from terminals import shown

_BLOCK = re.compile(r"<!-- terminal: (\w+) -->\n```text\n(.*?)```\n", re.DOTALL)


def test_the_table_of_a_terminal(home: Path) -> None:
    """The table on the page is that on a terminal of 80 columns."""
    ((given, expected),) = _BLOCK.findall((ROOT / "docs" / "how-to" / "costs.md").read_text("utf-8"))
    with ExitStack() as later:
        stage = Stage(home, later)
        getattr(fixtures, given)(stage)
        with patch.dict(os.environ, stage.environment, clear=True):
            printed = shown("usage", env={"NO_COLOR": "1", "VXENV_PAGER": ""})

    assert expected == "$ vxenv usage\n" + printed.replace("\r\n", "\n")
