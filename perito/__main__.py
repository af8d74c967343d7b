"""`python -m perito` is `perito`. Signal handlers are installed before anything slow is loaded."""

from perito.support import signals


def main() -> None:
    """The program `perito`."""
    with signals.held():  # first of all: a signal that arrives during the rest of the start is deferred, too
        signals.install()
        from perito.cli import app

        app.main()


if __name__ == "__main__":
    main()
