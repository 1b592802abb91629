"""What a process is told by its environment."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def _split(value: object) -> object:
    return [part for part in value.split(",") if part] if isinstance(value, str) else value


def _key(value: object) -> object:
    return base64.b64decode(value) if isinstance(value, str) else value


def _keys(value: object) -> object:
    if not isinstance(value, str):
        return value
    pairs = (part.split(":", 1) for part in value.split(",") if part)
    return {name: base64.b64decode(key) for name, key in pairs}


Key = Annotated[bytes, BeforeValidator(_key)]
Keys = Annotated[dict[str, bytes], NoDecode, BeforeValidator(_keys)]


class Settings(BaseSettings):
    """The settings that every service has; secrets come only from the environment."""

    model_config = SettingsConfigDict(extra="ignore")

    environment: Literal["local", "test", "production"] = "production"
    service: str
    database_url: str
    migrate_database_url: str = ""
    broker_urls: Annotated[list[str], NoDecode, BeforeValidator(_split)]
    web_host: str = "127.0.0.1"
    web_port: int = 0
    worker_port: int = 0
    public_url: str
    build_dir: Path = Path("build")
    master_keys: Keys = Field(repr=False)
    bus_keys: Keys = Field(repr=False)
    index_key: Key = Field(repr=False)
    session_public_key: Key
    pool_size: int = 10
