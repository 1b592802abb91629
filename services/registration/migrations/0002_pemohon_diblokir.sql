-- Whose akun identity has blocked, by the newest word of it; kept apart from pemohon, because the
-- word may come before the akun was ever verified.
CREATE TABLE pemohon_diblokir (
    akun_id uuid PRIMARY KEY,
    version integer NOT NULL,
    blocked boolean NOT NULL
);
