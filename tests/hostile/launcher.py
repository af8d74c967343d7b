"""`launcher.py REPORT WORDS…`: run a program and write {"status": …, "memory": MiB} to REPORT.

The peak memory is that of the largest of the program and the processes it has waited for (wait4(2), ru_maxrss). A
program starts with the peak of the process that forked it, so that is this one: without site-packages, some 10 MiB.
"""

import os
import sys

report, *words = sys.argv[1:]
child = os.fork()
if child == 0:
    try:
        os.execvp(words[0], words)  # noqa: S606 - the words are the test's own
    finally:
        os._exit(127)
_, status, used = os.wait4(child, 0)
draft = f"{report}.draft"
with open(draft, "w", encoding="ascii") as file:  # noqa: PTH123 - pathlib would make it larger
    file.write(f'{{"status": {os.waitstatus_to_exitcode(status)}, "memory": {used.ru_maxrss / 1024:.1f}}}')
os.rename(draft, report)  # noqa: PTH104
