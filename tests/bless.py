"""Writes anew what the tests compare exactly, once a change of it is right: `make bless`, then read `git diff`."""

import json

from tests import golden, reference, test_data, test_messages


def main() -> None:
    """Write the messages of every mistake, what documents become, what docs/ says of the program, and keys new in data."""
    test_messages.SNAPSHOT.write_text(test_messages.snapshot(), encoding="utf-8")
    golden.main()
    reference.main()
    shapes = json.loads(test_data.SHAPES.read_text("utf-8"))
    added = {path: kind for path, kind in test_data.shapes().items() if path not in shapes}
    test_data.SHAPES.write_text(f"{json.dumps(dict(sorted((shapes | added).items())), indent=1)}\n", "utf-8")


if __name__ == "__main__":
    main()
