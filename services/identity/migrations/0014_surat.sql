-- What an officer chose about letters; without a row, what counts for all.
CREATE TABLE pilihan_surat (
    petugas_id uuid PRIMARY KEY REFERENCES petugas ON DELETE CASCADE,
    segera boolean NOT NULL
);
