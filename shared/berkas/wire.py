"""How `darkroom.py` and `child.py` talk: lengths as four bytes each, big end first."""

from __future__ import annotations

import struct

LENGTH = struct.Struct(">I")
"""Before a file."""
LENGTHS = struct.Struct(">II")
"""Before an answer: of the JSON header, and of the clean file."""
