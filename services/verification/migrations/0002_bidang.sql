-- The fields of a rejected akun that its owner must correct.
ALTER TABLE tugas ADD COLUMN bidang text[] NOT NULL DEFAULT '{}';
-- Which permohonan wait while their owner's akun is blocked.
CREATE INDEX tugas_akun ON tugas (akun_id) WHERE status IN ('open', 'withdrawn');
