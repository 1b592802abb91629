-- Everything heard of one akun or permohonan: version → what happened. A tugas ends by the first
-- fact after its submission, so the order in which facts arrive does not matter.
CREATE TABLE subjek (
    jenis text NOT NULL CHECK (jenis IN ('akun', 'permohonan')),
    subjek_id uuid NOT NULL,
    kabar jsonb NOT NULL,
    PRIMARY KEY (jenis, subjek_id)
);

-- One for each submission. The queue is a function of `status` alone; a claim is a lease on top.
CREATE TABLE tugas (
    id uuid PRIMARY KEY,
    jenis text NOT NULL CHECK (jenis IN ('akun', 'permohonan')),
    subjek_id uuid NOT NULL,
    subjek_version integer NOT NULL,
    akun_id uuid NOT NULL,
    nomor text NOT NULL,
    kode_kantor text NOT NULL,
    kode_wilayah_tujuan text NOT NULL,
    kode_wilayah_asal text NOT NULL,
    kunci bytea NOT NULL,
    nama bytea NOT NULL,
    kata_nama bytea[] NOT NULL,
    keterangan jsonb NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'decided', 'withdrawn', 'settled')),
    hasil text NOT NULL DEFAULT '',
    masuk_at timestamptz NOT NULL,
    tenggat timestamptz NOT NULL,
    claimed_by uuid,
    claimed_nama text NOT NULL DEFAULT '',
    claimed_at timestamptz,
    claimed_until timestamptz,
    fence bigint NOT NULL DEFAULT 0,
    version integer NOT NULL DEFAULT 1,
    checklist jsonb NOT NULL DEFAULT '{}',
    keputusan text NOT NULL DEFAULT '',
    alasan text[] NOT NULL DEFAULT '{}',
    catatan bytea,
    decided_at timestamptz,
    decided_by uuid,
    decided_nama text NOT NULL DEFAULT '',
    UNIQUE (jenis, subjek_id, subjek_version)
) WITH (fillfactor = 85);
-- No index on claimed_*: so a claim, the most frequent write, touches the row alone.
CREATE INDEX tugas_antrean ON tugas (kode_kantor, tenggat, id) WHERE status = 'open';
CREATE INDEX tugas_selesai ON tugas (kode_kantor, decided_at DESC, id) WHERE decided_at IS NOT NULL;
CREATE INDEX tugas_nomor ON tugas (nomor);
CREATE INDEX tugas_nama ON tugas USING gin (kata_nama);
