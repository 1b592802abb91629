-- The public events that outside systems may hear of, in the order in which they were carried over.
CREATE TABLE peristiwa (
    nomor bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id uuid NOT NULL UNIQUE,
    type text NOT NULL,
    routing_key text NOT NULL,
    subjek text NOT NULL,
    body bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX peristiwa_age ON peristiwa (created_at);

-- An outside system with a queue and a user of its own in the broker; its secret is kept nowhere.
CREATE TABLE langganan (
    id uuid PRIMARY KEY,
    nama text NOT NULL,
    tujuan text NOT NULL,
    wilayah text[] NOT NULL,
    jenis text[] NOT NULL,
    pengguna text NOT NULL UNIQUE,
    state text NOT NULL CHECK (state IN ('creating', 'active', 'revoked')),
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    rotated_at timestamptz,
    revoked_at timestamptz,
    acks bigint NOT NULL DEFAULT 0,
    last_ack_at timestamptz,
    antre bigint NOT NULL DEFAULT 0
);

-- `cursor`: everything up to here is delivered or given up, but what is in `terkirim` beyond it too.
CREATE TABLE webhook (
    id uuid PRIMARY KEY,
    nama text NOT NULL,
    url text NOT NULL,
    wilayah text[] NOT NULL,
    jenis text[] NOT NULL,
    kunci bytea NOT NULL,
    rahasia bytea NOT NULL,
    state text NOT NULL DEFAULT 'active'
        CHECK (state IN ('active', 'paused', 'disabled', 'revoked')),
    cursor bigint NOT NULL DEFAULT 0,
    terkirim bigint[] NOT NULL DEFAULT '{}',
    attempts integer NOT NULL DEFAULT 0,
    failing_since timestamptz,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    last_error text NOT NULL DEFAULT '',
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX webhook_due ON webhook (next_attempt_at) WHERE state = 'active';

CREATE TABLE webhook_kiriman (
    nomor bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    webhook_id uuid NOT NULL REFERENCES webhook (id),
    peristiwa bigint,
    event_id uuid NOT NULL,
    type text NOT NULL,
    hasil text NOT NULL CHECK (hasil IN ('delivered', 'failed', 'dead', 'test')),
    status integer,
    reason text NOT NULL DEFAULT '',
    ms integer NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX webhook_kiriman_newest ON webhook_kiriman (webhook_id, nomor DESC);
CREATE INDEX webhook_kiriman_age ON webhook_kiriman (at);
