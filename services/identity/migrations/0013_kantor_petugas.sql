-- An office's logo (the name of its object in the store), and who changed it last.
ALTER TABLE instansi
ADD COLUMN logo text NOT NULL DEFAULT '',
ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now(),
ADD COLUMN changed_by uuid,
ADD COLUMN changed_nama text NOT NULL DEFAULT '';

CREATE INDEX instansi_logo ON instansi (logo) WHERE logo <> '';

-- Officers forget their passwords too.
ALTER TABLE tautan
DROP CONSTRAINT tautan_untuk_check,
ADD COLUMN petugas_id uuid REFERENCES petugas ON DELETE CASCADE,
ADD CONSTRAINT tautan_untuk_check CHECK (untuk IN ('sandi', 'email', 'sandi_petugas'));

CREATE INDEX tautan_petugas ON tautan (petugas_id);

-- What administrators did, as their page lists it.
CREATE INDEX jejak_tindakan ON jejak (tindakan, id);
