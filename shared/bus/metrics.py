"""What the bus counts, for `/metrics` of the worker."""

from prometheus_client import Counter, Gauge, Histogram

published = Counter("bus_published", "Events confirmed by the broker")
refused = Counter("bus_refused", "Events the broker returned (nobody listens) or did not take")
recycled = Counter("bus_recycled", "Connections left because the broker was in doubt", ["purpose"])
reacted = Counter("bus_reacted", "Events that had their effect", ["type"])
repeated = Counter("bus_repeated", "Events that came again and had no effect")
delayed = Counter("bus_delayed", "Events put into a wait queue", ["type"])
parked = Counter("bus_parked", "Messages put aside", ["type"])
batch_size = Histogram("bus_batch_size", "Events per transaction", buckets=(1, 5, 20, 50, 100, 200))
batch_seconds = Histogram("bus_batch_seconds", "Seconds per batch of reactions")
parked_now = Gauge("bus_parked_now", "Messages that are put aside at the moment")
unsent = Gauge("outbox_unsent", "Events that wait to be told")
