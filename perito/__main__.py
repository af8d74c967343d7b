"""`python -m perito` is `perito`. Signals are heard before all that takes time is loaded."""

from perito import signals


def main() -> None:
    """The program `perito`."""
    signals.install()
    with signals.held():
        from perito import cli
    cli.main()


if __name__ == "__main__":
    main()
