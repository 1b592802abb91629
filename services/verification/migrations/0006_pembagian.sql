-- The officers of an office by role, as identity tells them: whom a supervisor may give tugas to.
CREATE TABLE petugas (
    petugas_id uuid NOT NULL,
    kode_kantor text NOT NULL,
    peran text NOT NULL,
    nama text NOT NULL DEFAULT '',
    is_active boolean NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (petugas_id, kode_kantor, peran)
);
CREATE INDEX petugas_kantor ON petugas (kode_kantor) WHERE is_active;

-- How many open tugas one officer of an office may hold, where the office said so.
CREATE TABLE pembagian (
    kode_kantor text PRIMARY KEY,
    batas integer NOT NULL CHECK (batas BETWEEN 1 AND 200),
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by uuid NOT NULL,
    changed_nama text NOT NULL
);

-- What an officer holds is counted with each claim. That costs a claim its place on the row alone;
-- counting without it would read the office's whole queue.
CREATE INDEX tugas_pegangan ON tugas (claimed_by) WHERE status = 'open' AND claimed_by IS NOT NULL;

-- An officer who found an akun by its NIK sees its tugas, also those that are over.
DROP INDEX tugas_akun;
CREATE INDEX tugas_akun ON tugas (akun_id);
