-- A letter of notice from a regency's office, with files, to its camat and lurah or kades.
CREATE TABLE edaran (
    id uuid PRIMARY KEY,
    kode_kantor text NOT NULL,
    judul text NOT NULL,
    isi text NOT NULL,
    penulis_id uuid NOT NULL,
    penulis text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX edaran_kantor ON edaran (kode_kantor, created_at DESC);
CREATE TABLE edaran_lampiran (
    id uuid PRIMARY KEY,
    edaran_id uuid NOT NULL REFERENCES edaran (id),
    nama text NOT NULL,
    isi bytea NOT NULL
);
CREATE INDEX edaran_lampiran_edaran ON edaran_lampiran (edaran_id);
CREATE TABLE edaran_penerima (
    edaran_id uuid NOT NULL REFERENCES edaran (id),
    wilayah text NOT NULL,
    opened_at timestamptz,
    opened_by text NOT NULL DEFAULT '',
    passed_on_at timestamptz,
    passed_on_by text NOT NULL DEFAULT '',
    catatan text NOT NULL DEFAULT '',
    PRIMARY KEY (edaran_id, wilayah)
);
CREATE INDEX edaran_penerima_wilayah ON edaran_penerima (wilayah);
