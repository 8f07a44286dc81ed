"""Putting the load line into an rc file and taking it out again; all other bytes stay as they are."""

from vxenv.shells.load_line import find_marked_line


def append_line(data: bytes, line: bytes) -> bytes:
    """Return what is to be put behind `data` so that `line` is a line of its own there, ended as the others are."""
    end = b"\r\n" if b"\r\n" in data else b"\n"
    before = b""
    if data and not data.endswith(b"\n"):
        before = end
    if data.rstrip(b"\r\n").endswith(b"\\"):
        before += end  # a backslash takes the next line, so that one must be empty
    return before + line + end


def remove_line(data: bytes, added: bytes, line: bytes, replaced: bytes) -> bytes | None:
    """Return `data` with what was `added` at its end taken off, or else with `line` back to what it `replaced`.

    None if nothing of it is there any more.
    """
    if added:
        if data.endswith(added):
            return data.removesuffix(added)
        own = line + (b"\r\n" if added.endswith(b"\r\n") else b"\n")
        start = data.find(own)
        if start == 0 or (start > 0 and data[start - 1 : start] == b"\n"):
            return data[:start] + data[start + len(own) :]
    elif data.count(line) == 1:
        return data.replace(line, replaced)
    # Changed by hand, but marked still.
    line = find_marked_line(data)
    if not line:
        return None
    before, _, after = data.partition(line)
    return before + (replaced + after if replaced else after.removeprefix(b"\r").removeprefix(b"\n"))
