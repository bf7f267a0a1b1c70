"""Writes anew what the tests compare exactly, once a change of it is right: `make bless`, then read `git diff`."""

from tests import golden, test_messages


def main() -> None:
    """Write the messages of every mistake, and the record that documents become."""
    test_messages.SNAPSHOT.write_text(test_messages.snapshot(), encoding="utf-8")
    golden.main()


if __name__ == "__main__":
    main()
