-- Who has something new to read: taken out by the worker at once and told to the web processes.
-- Kept in the transaction of the notice; a hint that is lost on the way costs nothing.
CREATE TABLE denyut (
    nomor bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kepada text NOT NULL
);
