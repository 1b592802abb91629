-- Officers. Their names are known to colleagues; address and TOTP secret are sealed.
CREATE TABLE petugas (
    id uuid PRIMARY KEY,
    nama text NOT NULL,
    email_index bytea NOT NULL UNIQUE,
    email_sealed bytea NOT NULL,
    kunci bytea NOT NULL,
    sandi text NOT NULL,
    totp_sealed bytea NOT NULL,
    totp_step bigint NOT NULL DEFAULT 0,
    peran text NOT NULL
    CHECK (peran IN ('petugas', 'petugas_provinsi', 'petugas_kementerian')),
    wilayah text NOT NULL,
    active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- A session; `token_until` is when its latest token runs out.
CREATE TABLE sesi (
    id uuid PRIMARY KEY,
    subjek_id uuid NOT NULL,
    jenis text NOT NULL CHECK (jenis IN ('penduduk', 'petugas')),
    peramban text NOT NULL,
    created_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    token_until timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);

CREATE INDEX sesi_subjek ON sesi (subjek_id) WHERE revoked_at IS NULL;
CREATE INDEX sesi_token_until ON sesi (token_until);

-- Browsers in which somebody logged in before; the cookie carries the token, the row its hash.
CREATE TABLE perangkat (
    token_hash bytea NOT NULL,
    subjek_id uuid NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (token_hash, subjek_id)
);

CREATE INDEX perangkat_seen_at ON perangkat (seen_at);

-- Counters of tries; lost in a crash, which harms nobody.
CREATE UNLOGGED TABLE laju (
    kunci bytea PRIMARY KEY,
    jumlah integer NOT NULL,
    since timestamptz NOT NULL,
    held_until timestamptz NOT NULL
);
