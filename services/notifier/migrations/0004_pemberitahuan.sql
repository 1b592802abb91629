-- What a resident reads in the app; `isian` is sealed with the kontak's key.
CREATE TABLE pemberitahuan (
    id uuid PRIMARY KEY,
    nomor bigint GENERATED ALWAYS AS IDENTITY,
    akun_id uuid NOT NULL,
    pesan text NOT NULL,
    subjek_id uuid NOT NULL,
    version integer NOT NULL,
    kode_kantor text NOT NULL,
    isian bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    read_at timestamptz,
    UNIQUE (akun_id, pesan, subjek_id, version)
);
CREATE INDEX pemberitahuan_newest ON pemberitahuan (akun_id, nomor DESC);
CREATE INDEX pemberitahuan_unread ON pemberitahuan (akun_id) WHERE read_at IS NULL;
