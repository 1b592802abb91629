"""One JSON line per thing that happened: `noun.past`, ids, never names or NIK."""

import logging
import sys

import structlog


def configure(service: str, part: str) -> None:
    """Write JSON lines to standard output, each with service, part and the bound request id."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stdout, format="%(message)s")
    structlog.contextvars.bind_contextvars(service=service, part=part)


def request_id() -> str:
    """Return the id of the request or event that is being worked on, or an empty string."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))
