-- Where a resident is reached; forgetting `kunci` erases the person and every letter's parameters.
CREATE TABLE kontak (
    akun_id uuid PRIMARY KEY,
    kunci bytea NOT NULL,
    nama bytea NOT NULL,
    email bytea NOT NULL,
    bahasa text NOT NULL,
    kode_wilayah_asal text NOT NULL,
    version integer NOT NULL
);
