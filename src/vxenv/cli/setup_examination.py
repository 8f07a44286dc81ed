"""What doctor says of the profile that setup has created."""

from vxenv.checks.doctor.context import gather_context
from vxenv.checks.doctor.groups import check_groups
from vxenv.checks.finding import FAILED, WARNING
from vxenv.cli.output.check_lines import render_checks
from vxenv.cli.output.terminal import report
from vxenv.errors import VxenvError


def examine_profile(name: str) -> None:
    """Have doctor look at the profile `name`, and show what is wrong. The hook comes with a new shell."""
    try:
        groups = [(title, checks) for title, checks in check_groups(gather_context((name,))) if title != "shell"]
    except VxenvError as error:
        report("", f"doctor could not look: {error.what}")
        return
    bad = any(check.state in (FAILED, WARNING) for _, checks in groups for check in checks)
    report("", f"doctor, on {name}:" if bad else f"doctor, on {name}: all is as it should be")
    report(*(line for title, checks in groups for line in render_checks(title, checks, verbose=False, quiet=True)))
