"""Add the load line to an rc file and remove it, leaving all other bytes unchanged."""

from vxenv.shells.load_line import find_marked_line


def append_line(data: bytes, line: bytes) -> bytes:
    """Return the bytes to append to `data` for a separate `line`, with the line ending of the file."""
    end = b"\r\n" if b"\r\n" in data else b"\n"
    before = b""
    if data and not data.endswith(b"\n"):
        before = end
    if data.rstrip(b"\r\n").endswith(b"\\"):
        before += end  # a backslash joins the next line, which must be empty
    return before + line + end


def remove_line(data: bytes, added: bytes, line: bytes, replaced: bytes) -> bytes | None:
    """Return `data` without the bytes `added` at its end, or with `line` reverted to the line that it `replaced`.

    None if the line no longer exists.
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
    # The line was changed manually, but still has its mark.
    line = find_marked_line(data)
    if not line:
        return None
    before, _, after = data.partition(line)
    return before + (replaced + after if replaced else after.removeprefix(b"\r").removeprefix(b"\n"))
