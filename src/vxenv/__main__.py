"""The entry: the short ways of hook and completions, else the command line. Only here domain errors are caught."""

# Not `signal`, which imports enum; typeshed does not know this one.
from _signal import SIG_DFL, SIGINT, default_int_handler, getsignal, signal  # type: ignore[import-not-found]

# Run by the hook or by a shell's function, Ctrl-C ends this without a traceback, also while it is still importing.
if __name__ == "__main__" and getsignal(SIGINT) is default_int_handler:
    signal(SIGINT, SIG_DFL)

import errno
import gc
import os
import sys

_INTERRUPTED = 130


def main() -> None:
    """Run the command line, or answer the hook."""
    from vxenv.errors import VxenvError  # noqa: PLC0415 - run as a file, the package is found only below

    if os.environ.get("VXENV_DEBUG") and sys.argv[1:2] != ["complete"]:  # at a Tab it would come into the line
        from vxenv.cli import trace  # noqa: PLC0415 - nobody else pays for it

        if trace.is_wanted():
            trace.start()
    try:
        _dispatch()
        _flush()
    except VxenvError as error:
        from vxenv.catalogue.secrets import redact_text  # noqa: PLC0415 - only wanted when something is wrong

        _tell(f"vxenv: {redact_text(str(error))}")
        sys.exit(error.code)
    except FileNotFoundError:
        if _has_directory():
            raise
        _tell("vxenv: the working directory was removed; nothing changed\nhint: cd")
        sys.exit(1)
    except KeyboardInterrupt:
        os._exit(_INTERRUPTED)
    except BrokenPipeError:
        # Somebody's `| head` has seen enough.
        _leave_stdout()
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO):
            raise
        from vxenv.paths import shorten_path  # noqa: PLC0415 - only wanted when something is wrong

        place = shorten_path(error.filename) if isinstance(error.filename, str) else "what it prints"
        _leave_stdout()
        _tell(f"vxenv: cannot write {place}: {error.strerror}\nhint: df -h")
        sys.exit(1)


def _tell(text: str) -> None:
    """Write `text` on stderr, on a terminal in colour."""
    if sys.stderr.isatty():
        from vxenv.cli.output.terminal import say  # noqa: PLC0415 - it knows click, which the hook's way does not

        say(text)
    else:
        sys.stderr.write(f"{text}\n")


def _dispatch() -> None:
    """Run what the first word names."""
    if sys.argv[1:2] == ["hook"]:
        from vxenv.plans.hook import answer_hook  # noqa: PLC0415 - its way has no click

        code, message = answer_hook(sys.argv[2:])
        if code:
            sys.stdout.buffer.write(code)
        if message:
            sys.stderr.buffer.write(message)
        return
    if getsignal(SIGINT) is SIG_DFL:
        signal(SIGINT, default_int_handler)  # so that what is being written is put in order
    if sys.argv[1:2] == ["complete"]:
        from vxenv.cli.completion import complete  # noqa: PLC0415 - somebody waits at a Tab

        complete(sys.argv[2:])
    elif sys.argv[1:] in (["statusline"], ["guard"]):
        from vxenv.cli import session_output  # noqa: PLC0415 - likewise: Claude Code starts them again and again

        {"statusline": session_output.print_statusline, "guard": session_output.print_guard}[sys.argv[1]]()
    else:
        from vxenv.cli.main import run  # noqa: PLC0415 - likewise

        run()


def _leave_stdout() -> None:
    """Have nothing go to stdout any more: what waits there would fail again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _flush() -> None:
    """Write what is left to write, to what was not closed."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


def _has_directory() -> bool:
    try:
        os.getcwd()
    except FileNotFoundError:
        return False
    return True


if __name__ == "__main__":
    # One answer, and the process ends: looking for garbage on the way would find none.
    gc.disable()
    # The hook runs this file by its path. -P and -I keep its folder off the path, whose `errors` and `paths` are not
    # for everyone, and -S leaves out site-packages: so the package is found here, once, and finds its own parts.
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    import vxenv  # noqa: F401

    del sys.path[0]
    main()
    # The short ways come back, and have left nothing: taking the interpreter apart takes as long as reading a profile.
    os._exit(0)
