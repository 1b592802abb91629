"""The state folder: made by the first run, refused when it is not ours, wiped by reset."""

from __future__ import annotations

import shutil
from pathlib import Path

from deploy.local.errors import Trouble
from deploy.local.lock import Lock
from deploy.local.postgres import remove_cluster
from deploy.local.secrets import FILE
from deploy.local.settings import ROOT

DEFAULT = ROOT / ".local"
# A new database takes 800 MB; without room the broker holds every event back and says nothing.
LEAST_FREE = 1_000_000_000


def claim(folder: Path) -> None:
    """Make the state folder.

    Refuses a full disk, and a folder that holds files of others, since reset wipes it.
    """
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        room, least = free // 1_000_000, LEAST_FREE // 1_000_000
        raise Trouble(
            f"Sisa ruang disk {room} MB; perlu {least} MB. Kosongkan disk, lalu jalankan lagi.",
            f"{room} MB are free on the disk; {least} MB are needed. Make room, then start again.",
        )
    if any(folder.iterdir()) and not is_ours(folder):
        raise Trouble(
            f"Folder {folder} sudah berisi berkas lain. Pilih folder baru: LOCAL_DIR=… make run",
            f"The folder {folder} holds other files. Choose a new one: LOCAL_DIR=… make run",
        )


def is_ours(folder: Path) -> bool:
    """Tell whether the folder is the state of a run: every run first makes its secrets."""
    return folder == DEFAULT or (folder / FILE).is_file()


def wipe(folder: Path) -> None:
    """Remove the state of a run, and of the tests' servers below it; refused while one runs."""
    if not folder.is_dir() or not is_ours(folder):
        return
    states = [folder, *(path.parent for path in folder.glob(f"*/{FILE}"))]
    locks = [Lock(state) for state in states]
    try:
        for lock in locks:
            lock.take()
        for state in states:
            remove_cluster(state)
        shutil.rmtree(folder)
    finally:
        for lock in locks:
            lock.release()
