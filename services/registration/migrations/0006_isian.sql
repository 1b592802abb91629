-- What the form pack asks besides, sealed; NULL where it asks nothing.
ALTER TABLE permohonan ADD COLUMN rincian bytea;
