"""`python -m perito` is `perito`."""

from perito.cli import main

if __name__ == "__main__":
    main()
