-- At which level of the destination's chain a permohonan waits: one row for each time that
-- verification told it, by submission (`dikirim`) and the tugas' version; the newest counts.
CREATE TABLE langkah (
    permohonan_id uuid NOT NULL,
    dikirim integer NOT NULL,
    version integer NOT NULL,
    jenjang text NOT NULL,
    rantai text[] NOT NULL DEFAULT '{}',
    at timestamptz,
    PRIMARY KEY (permohonan_id, dikirim, version)
);
