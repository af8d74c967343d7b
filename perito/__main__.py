"""`python -m perito` is `perito`. Signals are heard before all that takes time is loaded."""

from perito.support import signals


def main() -> None:
    """The program `perito`."""
    signals.install()
    with signals.held():
        from perito.cli import app

        app.main()


if __name__ == "__main__":
    main()
