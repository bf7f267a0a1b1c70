"""The program `views`, which may be interrupted while its code is still being read."""

import sys


def main() -> None:
    """Run the command that the user has typed."""
    try:
        from expertviews.cli import main as run  # noqa: PLC0415 - the interruption is caught here
    except KeyboardInterrupt:
        sys.exit("\nAborted!")
    run()


if __name__ == "__main__":
    main()
