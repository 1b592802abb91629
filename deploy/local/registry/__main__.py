"""Run the registry: `python -m deploy.local.registry --port N`."""

from __future__ import annotations

import argparse
import os

from aiohttp import web

from deploy.local.registry.server import Manner, make_app


def main() -> None:
    """Serve until told to stop, on 127.0.0.1 unless another host is given."""
    parser = argparse.ArgumentParser(prog="deploy.local.registry")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    given = parser.parse_args()
    app = make_app(Manner.from_environment(os.environ))
    # No access log: nothing of a question is written anywhere.
    web.run_app(app, host=given.host, port=given.port, access_log=None, print=lambda _: None)


if __name__ == "__main__":
    main()
