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


def claim(folder: Path) -> None:
    """Make the state folder; refuse one that holds files of others, since reset wipes it."""
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
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
