-- Offices as they sign; the head of an office is a public person.
CREATE TABLE instansi (
    kode_kantor text PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    version integer NOT NULL,
    nama text NOT NULL,
    nama_kepala text NOT NULL,
    jabatan_kepala text NOT NULL,
    pangkat text NOT NULL,
    nip text NOT NULL,
    alamat text NOT NULL,
    telepon text NOT NULL,
    email text NOT NULL,
    jam_kerja text NOT NULL,
    zona text NOT NULL,
    paket_formulir text NOT NULL,
    kota_ttd text NOT NULL
);

-- Every look of an officer at a person's data. Rows are added, never changed or removed.
CREATE TABLE jejak (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    petugas_id uuid NOT NULL,
    peran text NOT NULL,
    wilayah text NOT NULL,
    akun_id uuid NOT NULL,
    tindakan text NOT NULL,
    alasan text NOT NULL,
    request_id text NOT NULL
);

CREATE INDEX jejak_akun ON jejak (akun_id, id);

CREATE FUNCTION jejak_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'jejak is append-only';
END
$$;

CREATE TRIGGER jejak_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON jejak
FOR EACH STATEMENT EXECUTE FUNCTION jejak_stays();
