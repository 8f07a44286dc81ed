"""Which shell called: the one place that knows shellingham."""

import shellingham


def detected_shell() -> str:
    """Return the name of the shell that called, or nothing."""
    try:
        name: str = shellingham.detect_shell()[0]
    except (shellingham.ShellDetectionFailure, OSError, RuntimeError):
        # No shell above us, or no way here to look at processes.
        return ""
    return name
