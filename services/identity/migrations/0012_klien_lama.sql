-- The secret before: it lets in beside the new one until `rahasia_lama_sampai`.
ALTER TABLE klien ADD COLUMN rahasia_lama bytea, ADD COLUMN rahasia_lama_sampai timestamptz;
