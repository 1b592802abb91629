-- What came back after a letter was handed over, and when an operator sent it again.
ALTER TABLE surat DROP CONSTRAINT surat_state_check;
ALTER TABLE surat ADD CONSTRAINT surat_state_check CHECK (
    state IN ('waiting', 'sending', 'sent', 'failed', 'dead', 'bounced', 'complained')
);
ALTER TABLE surat ADD COLUMN resent_at timestamptz;
ALTER TABLE surat ADD COLUMN resent_by uuid;
CREATE INDEX surat_newest ON surat (nomor DESC);
CREATE INDEX surat_kantor ON surat (kode_kantor, nomor DESC);
CREATE INDEX surat_trouble ON surat (nomor DESC)
WHERE state IN ('failed', 'dead', 'bounced', 'complained');

DROP INDEX surat_over;
CREATE INDEX surat_over ON surat (created_at)
WHERE state IN ('sent', 'dead', 'bounced', 'complained');

-- The words of a message as somebody wrote them; the highest active version counts, none: ours.
CREATE TABLE naskah (
    pesan text NOT NULL,
    bahasa text NOT NULL CHECK (bahasa IN ('id', 'en')),
    versi integer NOT NULL,
    subjek text NOT NULL,
    isi text NOT NULL,
    aktif boolean NOT NULL,
    penulis_id uuid NOT NULL,
    penulis text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (pesan, bahasa, versi)
);
CREATE UNIQUE INDEX naskah_aktif ON naskah (pesan, bahasa) WHERE aktif;

-- What an office writes below its signature.
CREATE TABLE blok_kantor (
    kode_kantor text NOT NULL,
    versi integer NOT NULL,
    teks text NOT NULL,
    penulis_id uuid NOT NULL,
    penulis text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kode_kantor, versi)
);
