-- Up to whom a late tugas went, once for each level; `tugas.eskalasi` is the highest of them.
ALTER TABLE tugas ADD COLUMN eskalasi text NOT NULL DEFAULT ''
CHECK (eskalasi IN ('', 'supervisor', 'kepala_dinas'));
CREATE TABLE eskalasi (
    tugas_id uuid NOT NULL REFERENCES tugas ON DELETE CASCADE,
    tingkat text NOT NULL CHECK (tingkat IN ('supervisor', 'kepala_dinas')),
    tenggat timestamptz NOT NULL,
    escalated_at timestamptz NOT NULL,
    PRIMARY KEY (tugas_id, tingkat)
);
CREATE INDEX tugas_eskalasi ON tugas (kode_kantor, eskalasi, tenggat) WHERE status = 'open';

-- A decision that is not told yet: until then its officer may undo it.
ALTER TABLE tugas ADD COLUMN tertahan_sampai timestamptz,
ADD COLUMN decided_peran text NOT NULL DEFAULT '',
ADD COLUMN decided_request text NOT NULL DEFAULT '';
CREATE INDEX tugas_tertahan ON tugas (tertahan_sampai) WHERE tertahan_sampai IS NOT NULL;

-- What an officer put before the supervisor; the words are sealed under the key of the tugas.
ALTER TABLE tugas ADD COLUMN diajukan boolean NOT NULL DEFAULT false;
CREATE TABLE pengajuan (
    id uuid PRIMARY KEY,
    tugas_id uuid NOT NULL REFERENCES tugas ON DELETE CASCADE,
    alasan text NOT NULL,
    catatan bytea,
    oleh uuid NOT NULL,
    oleh_nama text NOT NULL,
    referred_at timestamptz NOT NULL,
    jawaban bytea,
    kembali_nama text NOT NULL DEFAULT '',
    handed_back_at timestamptz
);
CREATE INDEX pengajuan_tugas ON pengajuan (tugas_id, referred_at);
CREATE UNIQUE INDEX pengajuan_berjalan ON pengajuan (tugas_id) WHERE handed_back_at IS NULL;
CREATE INDEX tugas_diajukan ON tugas (kode_kantor, tenggat, id) WHERE status = 'open' AND diajukan;
