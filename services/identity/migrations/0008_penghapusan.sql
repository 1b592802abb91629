-- Requests to be forgotten, and what became of them. Nothing personal: it outlives the akun.
CREATE TABLE penghapusan (
    id uuid PRIMARY KEY,
    akun_id uuid NOT NULL,
    status text NOT NULL CHECK (status IN ('refused', 'granted')),
    sebab text NOT NULL,
    boleh_sejak date,
    requested_at timestamptz NOT NULL
);
CREATE INDEX penghapusan_akun ON penghapusan (akun_id, requested_at);

-- Every picture of a person is found when he is forgotten.
CREATE INDEX swafoto_akun ON swafoto (akun_id);

-- Until when the stay of a permohonan lasts, as registration told: what the law holds on to.
CREATE TABLE masa_tinggal (
    permohonan_id uuid PRIMARY KEY,
    tanggal_berakhir date NOT NULL,
    version integer NOT NULL
);
