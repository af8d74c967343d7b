"""`python -m perito` is `perito`. Signals are heard before all that takes time is loaded."""

from perito.support import signals


def main() -> None:
    """The program `perito`."""
    with signals.held():  # from the first: one that comes while the rest is set up waits, too
        signals.install()
        from perito.cli import app

        app.main()


if __name__ == "__main__":
    main()
