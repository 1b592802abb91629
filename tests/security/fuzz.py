"""S9: requests that a machine makes up from the published documents (schemathesis)."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from shared import policy
from tests.bench.report import Line, at_least, at_most
from tests.faults.people import Registry
from tests.house.tree import SERVICES
from tests.security.people import Run

# Who asks: his role and his area; nobody asks without a token.
ASKING: tuple[tuple[str, str], ...] = (
    ("", ""), (policy.PENDUDUK, ""), (policy.PETUGAS, "34.02"), (policy.ADMIN_KABUPATEN, "34.02"),
    (policy.PETUGAS_KEMENTERIAN, ""),
)  # fmt: skip
CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance",
    "response_schema_conformance", "ignored_auth",
)  # fmt: skip
EXAMPLES, FEW = 25, 1
FEW_SERVICES = ("reporting",)
SLOWEST = 30  # seconds
# So that what is asked for is often there.
CONFIGURATION = """
[parameters]
"path.kode" = ["34.02", "34.02.08", "34", "nasional"]
"path.tahun" = "2026"
"path.periode" = "2026"
"path.dimensi" = ["keperluan", "umur"]
"path.tindakan" = ["siapkan", "kirim"]
"""


async def measure(run: Run) -> list[Line]:
    """Return how many answers broke the documents, and of how many requests."""
    residents = await Registry(run.system.servers).verified_residents(1)
    (run.system.settings.folder / "schemathesis.toml").write_text(CONFIGURATION)
    made, broken = 0, Counter[str]()
    for service in FEW_SERVICES if run.short else SERVICES:
        for peran, wilayah in ASKING[2:3] if run.short else ASKING:
            who = residents[0].akun_id if peran == policy.PENDUDUK else None
            bearer = f"Bearer {run.sign(peran, wilayah, who)}" if peran else ""
            report = await _asked(run, service, bearer)
            cases = report["test_cases"]["generated"]
            run.tell(f"S9 {service}, {peran or 'nobody'}: {cases} cases")
            made += cases
            broken.update({_named(each): each["count"] for each in report["failures"]})
    for failure, times in broken.most_common():
        run.tell(f"S9 {times} × {failure}")
    return [
        at_most("S9", broken.total(), "answers that break the documents, or are 5xx", 0),
        at_least("S9-cases", made, "cases", 20_000),
    ]


async def _asked(run: Run, service: str, bearer: str) -> Any:
    """Return what schemathesis reports; raises RuntimeError if it could not ask everything."""
    folder = run.system.settings.folder
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("st")), "run",
        f"{run.system.url}/api/v1/{service}/openapi.json",
        *(("-H", f"Authorization: {bearer}") if bearer else ()),
        "--phases=coverage,fuzzing", f"--checks={','.join(CHECKS)}",
        f"--max-examples={FEW if run.short else EXAMPLES}", f"--request-timeout={SLOWEST}",
        # One, since Python 3.11 cannot always read source in two threads (cpython issue 106905).
        "--workers=1", "--no-shrink", "--generation-database=none", "--no-color",
        "--report=json", "--report-json-path=fuzz.json",
        cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await process.communicate()
    report = json.loads((folder / "fuzz.json").read_text()) if process.returncode in (0, 1) else {}
    if not report or not report["complete"] or report["errors"]:
        raise RuntimeError(said.decode())
    return report


def _named(failure: Any) -> str:
    return f"{failure['title']}: {', '.join(failure['operations'])}"
