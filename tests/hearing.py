"""Reactions called as the inbox calls them."""

from itertools import groupby

from shared.bus.reaction import Reactions, takes_batches
from shared.db import Connection
from shared.events.envelope import Event


async def react(reactions: Reactions, conn: Connection, *events: Event) -> None:
    """Let a service react to events: neighbours of one reaction in batches in one call."""
    for reaction, run in groupby(events, key=lambda event: reactions[type(event)]):
        if takes_batches(reaction):
            await reaction(conn, list(run))
        else:
            for event in run:
                await reaction(conn, event)
