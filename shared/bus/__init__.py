"""Events between services: outbox, relay, broker, inbox.

`outbox.emit` in a transaction tells; a table of reactions hears; `worker.run_worker` does the rest.
"""
