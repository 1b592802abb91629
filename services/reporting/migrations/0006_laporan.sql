-- One level's recap of a period, as it was prepared: `isi` never changes, `sidik` is its SHA-256.
-- A later change makes the next `nomor_revisi`.
CREATE TABLE laporan (
    id uuid PRIMARY KEY,
    kode_wilayah text COLLATE "C" NOT NULL,
    rt text NOT NULL DEFAULT '',
    jenjang text NOT NULL,
    periode text NOT NULL CHECK (periode ~ '^\d{4}(-\d\d)?$'),
    nomor_revisi integer NOT NULL,
    per date NOT NULL,
    kepada text NOT NULL,
    status text NOT NULL CHECK (status IN ('prepared', 'sent', 'returned', 'accepted')),
    ttd integer NOT NULL DEFAULT 0,
    isi jsonb NOT NULL,
    sidik text NOT NULL,
    laki_laki integer NOT NULL,
    perempuan integer NOT NULL,
    dihitung_at timestamptz NOT NULL,
    UNIQUE (kode_wilayah, rt, periode, nomor_revisi)
);
CREATE INDEX laporan_jenjang ON laporan (jenjang, periode, kode_wilayah);

-- Who did what with it, in order.
CREATE TABLE laporan_langkah (
    laporan_id uuid NOT NULL REFERENCES laporan,
    urutan integer NOT NULL,
    tindakan text NOT NULL,
    peran text NOT NULL,
    nama text NOT NULL,
    catatan text NOT NULL DEFAULT '',
    at timestamptz NOT NULL,
    PRIMARY KEY (laporan_id, urutan)
);

-- For which office and period reminders were asked for.
CREATE TABLE laporan_pengingat (
    kode_kantor text NOT NULL,
    periode text NOT NULL,
    PRIMARY KEY (kode_kantor, periode)
);
