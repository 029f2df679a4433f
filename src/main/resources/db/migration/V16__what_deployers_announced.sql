-- The same statements for H2 and PostgreSQL.

-- The capabilities of settings that a deployer announced with its last call, separated by commas; NULL if none is known of it.
ALTER TABLE deployers ADD COLUMN capabilities VARCHAR(2000);
