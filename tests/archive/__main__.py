"""Writes an archive: `python -m tests.archive 1000 FOLDER`."""

import sys
from pathlib import Path

from tests import archive

if __name__ == "__main__":
    archive.write(Path(sys.argv[2]), archive.archive(int(sys.argv[1])))
