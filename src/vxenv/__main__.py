"""Entry point: fast paths for hooks and completion, else the command line. Only here domain errors are caught."""

# Not `signal`, which imports enum. typeshed has no stub for _signal.
from _signal import SIG_DFL, SIGINT, default_int_handler, getsignal, signal  # type: ignore[import-not-found]

# Ctrl-C ends the process without a traceback, even during imports.
if __name__ == "__main__" and getsignal(SIGINT) is default_int_handler:
    signal(SIGINT, SIG_DFL)

import errno
import gc
import os
import sys

_INTERRUPTED = 130


def main() -> None:
    """Run the command in sys.argv."""
    from vxenv.errors import VxenvError  # noqa: PLC0415 - run as a file, the package is importable only below

    if os.environ.get("VXENV_DEBUG") and sys.argv[1:2] != ["complete"]:  # the trace would appear in the command line
        from vxenv.cli import trace  # noqa: PLC0415 - imported only when tracing

        if trace.is_wanted():
            trace.start()
    try:
        _dispatch()
        _flush()
    except VxenvError as error:
        from vxenv.catalogue.secrets import redact_text  # noqa: PLC0415 - imported only for errors

        _print_error(f"vxenv: {redact_text(str(error))}")
        sys.exit(error.code)
    except FileNotFoundError:
        if _has_directory():
            raise
        _print_error("vxenv: the working directory was removed; nothing changed\nhint: cd")
        sys.exit(1)
    except KeyboardInterrupt:
        os._exit(_INTERRUPTED)
    except BrokenPipeError:
        # The reader, such as `head`, closed the pipe.
        _leave_stdout()
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO):
            raise
        from vxenv.paths import shorten_path  # noqa: PLC0415 - imported only for errors

        place = shorten_path(error.filename) if isinstance(error.filename, str) else "output"
        _leave_stdout()
        _print_error(f"vxenv: cannot write {place}: {error.strerror}\nhint: df -h")
        sys.exit(1)


def _print_error(text: str) -> None:
    """Print `text` to stderr, in colour on a terminal."""
    if sys.stderr.isatty():
        from vxenv.cli.output.terminal import say  # noqa: PLC0415 - imports click, which hooks must not

        say(text)
    else:
        sys.stderr.write(f"{text}\n")


def _dispatch() -> None:
    """Run the command named by the first argument."""
    if sys.argv[1:2] == ["hook"]:
        from vxenv.plans.hook import answer_hook  # noqa: PLC0415 - imports no click

        code, message = answer_hook(sys.argv[2:])
        if code:
            sys.stdout.buffer.write(code)
        if message:
            sys.stderr.buffer.write(message)
        return
    if getsignal(SIGINT) is SIG_DFL:
        signal(SIGINT, default_int_handler)  # lets writes clean up
    if sys.argv[1:2] == ["complete"]:
        from vxenv.cli.completion import complete  # noqa: PLC0415 - imported only when completing

        complete(sys.argv[2:])
    elif sys.argv[1:] in (["statusline"], ["guard"], ["guard", "--record"]) or _is_formatted(sys.argv[1:]):
        from vxenv.cli import session_output  # noqa: PLC0415 - likewise: Claude Code runs these often

        if sys.argv[1] == "statusline":
            session_output.print_statusline(*sys.argv[3:])
        else:
            session_output.print_guard(record=sys.argv[2:] == ["--record"])
    elif sys.argv[1:2] not in (["use"], ["off"], ["auto"]) or not _run_switch():
        if sys.flags.no_site:
            _start_again()
        from vxenv.cli.main import run  # noqa: PLC0415 - likewise

        run()


def _is_formatted(words: list[str]) -> bool:
    """Return whether `words` print a status line in a format."""
    return words[:-1] == ["statusline", "--format"]


def _run_switch() -> bool:
    """Run a switch without click if its words are plain, and return whether that was possible."""
    from vxenv.cli.switch_words import parse_switch  # noqa: PLC0415 - likewise

    parsed = parse_switch(sys.argv[1:])
    if parsed is None:
        return False
    from vxenv.cli.switch import run_switch  # noqa: PLC0415 - likewise

    command, names, quiet = parsed
    return run_switch(command, names, quiet=quiet)


def _start_again() -> None:
    """Start Python again with site-packages, which the hook omits for a switch, since click must run it."""
    _flush()
    os.execv(  # noqa: S606 - the same program
        sys.executable, [sys.executable, "-X", "utf8", "-P", os.path.abspath(__file__), *sys.argv[1:]]
    )


def _leave_stdout() -> None:
    """Redirect stdout to the null device, since flushing its buffer at exit would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _flush() -> None:
    """Flush stdout and stderr, unless they were closed."""
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
    # The process is too short-lived for garbage collection.
    gc.disable()
    # Hooks run this file by its path with -P or -I, which keep its directory off sys.path, and with -S, which omits
    # site-packages. So the package is imported from here once, and afterwards finds its own modules.
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    import vxenv  # noqa: F401

    del sys.path[0]
    main()
    # The fast paths leave nothing to clean up, and shutting down the interpreter takes as long as reading a profile.
    os._exit(0)
