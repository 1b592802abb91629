-- `bidang` are what the office marked: asked again after a return, opened first after a refusal.
-- `dikirim_version` is the version that the newest submission has.
ALTER TABLE permohonan DROP CONSTRAINT permohonan_status_check;
ALTER TABLE permohonan
ADD CONSTRAINT permohonan_status_check CHECK (
    status IN ('submitted', 'claimed', 'returned', 'approved', 'rejected', 'cancelled')
),
ADD COLUMN bidang text[] NOT NULL DEFAULT '{}',
ADD COLUMN dikirim_version integer NOT NULL DEFAULT 1;

-- Each return of a permohonan, and what was changed when it was sent again. `dokumen` are the
-- fingerprints of its documents at the return; `sebelum` are the texts that were changed, sealed.
CREATE TABLE perbaikan (
    permohonan_id uuid NOT NULL REFERENCES permohonan,
    version integer NOT NULL,
    bidang text[] NOT NULL,
    alasan bytea,
    dokumen jsonb NOT NULL,
    returned_at timestamptz NOT NULL,
    sent_at timestamptz,
    diubah text[] NOT NULL DEFAULT '{}',
    sebelum bytea,
    PRIMARY KEY (permohonan_id, version)
);

-- A draft that corrects a returned permohonan has its id and the fields that are open.
ALTER TABLE draf ADD COLUMN bidang text[];
