-- Who signs the recaps of an area in a role that no office tells: Sekda, camat, lurah, ketua RT.
CREATE TABLE penanda_tangan (
    kode_wilayah text NOT NULL,
    rt text NOT NULL DEFAULT '',
    peran text NOT NULL,
    nama text NOT NULL,
    jabatan text NOT NULL,
    pangkat text NOT NULL,
    nip text NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kode_wilayah, rt, peran)
);
