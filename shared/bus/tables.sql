-- Events that wait to be told, and those told lately: kept for a while so that they can be told again.
CREATE TABLE outbox (
    event_id uuid PRIMARY KEY,
    id bigint GENERATED ALWAYS AS IDENTITY,
    aggregate_id uuid NOT NULL,
    version integer NOT NULL,
    type text NOT NULL,
    routing_key text NOT NULL,
    body bytea NOT NULL,
    sealed bytea,
    request_id text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    tries integer NOT NULL DEFAULT 0,
    held_until timestamptz
);
CREATE INDEX outbox_unsent ON outbox (id) WHERE sent_at IS NULL;
-- An event that the broker refused holds back the later ones of its aggregate.
CREATE INDEX outbox_held ON outbox (aggregate_id, id) WHERE sent_at IS NULL AND held_until IS NOT NULL;

-- What was taken in: the same event has its effect once per consumer.
CREATE TABLE inbox (
    consumer text NOT NULL,
    event_id uuid NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, event_id)
);
CREATE INDEX inbox_received ON inbox USING brin (received_at);

-- Who relays at the moment; the term grows with every new holder.
CREATE TABLE relay_lease (
    name text PRIMARY KEY,
    holder uuid NOT NULL,
    backend integer NOT NULL,
    term bigint NOT NULL DEFAULT 1,
    held_until timestamptz NOT NULL
);

-- Messages that no reaction could take; `body` is as it came, its personal part sealed.
CREATE TABLE parked (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id text NOT NULL UNIQUE,
    type text NOT NULL,
    reason text NOT NULL,
    body bytea,
    attempts integer NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT now()
);

-- Deliveries that were begun after the process had died on them before.
CREATE TABLE suspect (
    event_id text PRIMARY KEY,
    attempts integer NOT NULL,
    begun_at timestamptz NOT NULL DEFAULT now()
);
