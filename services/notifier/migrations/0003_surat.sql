-- Mail and its delivery. One letter per message, fact (subject and version) and recipient.
-- `isian` is sealed with the kontak's key, or with `kunci` where the recipient has no kontak.
CREATE TABLE surat (
    id uuid PRIMARY KEY,
    nomor bigint GENERATED ALWAYS AS IDENTITY,
    pesan text NOT NULL,
    subjek_id uuid NOT NULL,
    version integer NOT NULL,
    penerima_id uuid NOT NULL,
    kode_kantor text NOT NULL,
    kunci bytea,
    isian bytea NOT NULL,
    state text NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'dead')),
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    last_error text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    UNIQUE (pesan, subjek_id, version, penerima_id)
);
-- `next_attempt_at` of a letter that is being sent is the end of its lease.
CREATE INDEX surat_due ON surat (next_attempt_at, nomor)
WHERE state IN ('waiting', 'sending', 'failed');
