-- News for one officer of an area; NULL: for all in its roles.
ALTER TABLE kabar ADD COLUMN petugas_id uuid;
