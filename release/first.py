# The archive's __main__.py. Any Python reads it, to say which one is needed.
import sys

if sys.version_info < (3, 11):
    sys.stderr.write(
        "perito: hace falta Python 3.11 o posterior, y este es %d.%d"
        " · Python 3.11 or later is needed, and this is %d.%d\n" % (sys.version_info[:2] * 2)
    )
    sys.exit(2)

from perito_boot import run

run()
