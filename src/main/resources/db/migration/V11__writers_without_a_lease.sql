-- The same statements for H2 and PostgreSQL.

-- The version of a program that is connected with the token of this deployer and writes without a Lease; empty: there is none.
ALTER TABLE deployers ADD COLUMN without_lease VARCHAR(64) DEFAULT '' NOT NULL;
