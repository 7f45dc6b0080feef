"""Why the system would not read or write a file, in the reader's language."""

import errno

from office.texts import text

_KNOWN = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "read_only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "too_large",
    errno.EEXIST: "exists",
    errno.EISDIR: "folder",
    errno.ENOTDIR: "no_folder",
    errno.ENOENT: "missing",
    errno.ENAMETOOLONG: "name_too_long",
    errno.EBUSY: "busy",
    errno.EIO: "broken",
}
"""What happens to an office; anything else is told in the system's own words."""


def reason_of(error: OSError) -> str:
    """Return why a file could not be read or written.

    >>> reason_of(PermissionError(errno.EACCES, "Permission denied"))
    'không có quyền, hoặc tệp đang mở ở chương trình khác'
    >>> reason_of(OSError("the device is on fire"))
    'the device is on fire'
    """
    known = _KNOWN.get(error.errno) if error.errno is not None else None
    return text(f"command.reason_{known}") if known else error.strerror or str(error)
