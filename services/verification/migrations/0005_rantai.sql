-- The chain of levels that a permohonan goes through, as it was when the tugas was opened, and at
-- which level it waits. The queue follows from status, level and place alone.
ALTER TABLE tugas
    ADD COLUMN rantai text[] NOT NULL DEFAULT '{dinas}',
    ADD COLUMN jenjang text NOT NULL DEFAULT 'dinas'
        CHECK (jenjang IN ('rt', 'desa', 'kecamatan', 'dinas')),
    ADD COLUMN diserahkan_at timestamptz,
    ADD COLUMN diserahkan_nama text NOT NULL DEFAULT '',
    ADD COLUMN antrean text NOT NULL GENERATED ALWAYS AS (
        CASE jenjang
            WHEN 'dinas' THEN kode_kantor
            WHEN 'kecamatan' THEN 'kecamatan:' || left(kode_wilayah_tujuan, 8)
            ELSE jenjang || ':' || kode_wilayah_tujuan
        END
    ) STORED;
CREATE INDEX tugas_jenjang ON tugas (antrean, tenggat, id) WHERE status = 'open';

-- What the levels did with a tugas, step by step; the office's own decision stands in the tugas.
CREATE TABLE langkah (
    tugas_id uuid NOT NULL REFERENCES tugas ON DELETE CASCADE,
    version integer NOT NULL,
    jenjang text NOT NULL,
    antrean text NOT NULL,
    tindakan text NOT NULL
        CHECK (tindakan IN ('forwarded', 'sent_back', 'recommended')),
    ke text NOT NULL,
    at timestamptz NOT NULL,
    petugas_id uuid NOT NULL,
    petugas_nama text NOT NULL,
    peran text NOT NULL,
    fence bigint NOT NULL,
    checklist jsonb NOT NULL,
    alasan text[] NOT NULL DEFAULT '{}',
    catatan bytea,
    PRIMARY KEY (tugas_id, version)
);
CREATE INDEX tugas_setempat ON tugas (antrean, decided_at DESC)
WHERE decided_at IS NOT NULL AND jenjang <> 'dinas';
CREATE INDEX langkah_antrean ON langkah (antrean, at DESC);
