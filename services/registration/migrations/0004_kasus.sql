-- The same person seems to stay twice: a case for the office of `domisili_id`, which is told of the
-- other stay only its office and its number.
CREATE TABLE kasus (
    id uuid PRIMARY KEY,
    jenis text NOT NULL CHECK (jenis IN ('domisili_ganda', 'pengikut_ganda')),
    domisili_id uuid NOT NULL REFERENCES domisili ON DELETE CASCADE,
    lain_id uuid NOT NULL REFERENCES domisili ON DELETE CASCADE,
    kode_kantor text NOT NULL,
    orang_ids uuid[] NOT NULL,
    version integer NOT NULL DEFAULT 1,
    status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
    hasil text NOT NULL DEFAULT '',
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    UNIQUE (domisili_id, lain_id)
);
CREATE INDEX kasus_lain ON kasus (lain_id);
