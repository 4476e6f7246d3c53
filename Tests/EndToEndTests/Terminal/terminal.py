"""Runs a program on a pseudo-terminal and prints what the terminal got, as JSON.

Usage: terminal.py COLUMNS INTERRUPT PROGRAM ARGUMENT...
INTERRUPT is the text after which Ctrl-C is typed, or "-" for never.
"""

import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios
import time

columns, interrupt, command = int(sys.argv[1]), sys.argv[2].encode(), sys.argv[3:]
child, master = pty.fork()
if child == 0:
    time.sleep(0.2)
    os.execvp(command[0], command)
fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
seen, is_interrupted, deadline = b"", interrupt == b"-", time.time() + 60
while time.time() < deadline:
    if select.select([master], [], [], 0.1)[0]:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        seen += part
    if not is_interrupted and interrupt in seen:
        os.write(master, b"\x03")
        is_interrupted = True
_, status = os.waitpid(child, 0)
print(json.dumps({
    "status": os.waitstatus_to_exitcode(status),
    "text": seen.decode("utf-8", "replace"),
}))
