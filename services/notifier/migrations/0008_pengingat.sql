-- A reminder: due once, at `due_at`. The last word (a request or its end) of each kind stays,
-- so that an older one that comes late changes nothing.
CREATE TABLE pengingat (
    aggregate_id uuid NOT NULL,
    jenis text NOT NULL,
    version integer NOT NULL,
    due_at timestamptz NOT NULL,
    akun_id uuid,
    kode_kantor text NOT NULL DEFAULT '',
    isian jsonb NOT NULL DEFAULT '{}',
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'fired', 'cancelled')),
    fired_at timestamptz,
    PRIMARY KEY (aggregate_id, jenis)
);
CREATE INDEX pengingat_due ON pengingat (due_at) WHERE state = 'waiting';
-- All kinds of an aggregate up to this version are off, also those that are not heard yet.
CREATE TABLE pengingat_usai (
    aggregate_id uuid PRIMARY KEY,
    version integer NOT NULL
);
CREATE INDEX pengingat_akun ON pengingat (akun_id) WHERE akun_id IS NOT NULL;

-- What a resident chose: the language letters come in ('' as at sign-up), reminders by mail or not.
CREATE TABLE pilihan (
    akun_id uuid PRIMARY KEY,
    bahasa text NOT NULL DEFAULT '' CHECK (bahasa IN ('', 'id', 'en')),
    pengingat_email boolean NOT NULL DEFAULT true
);
