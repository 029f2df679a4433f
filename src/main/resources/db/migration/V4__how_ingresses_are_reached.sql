-- The same statements for H2 and PostgreSQL.

-- How the ingresses of the deployer's cluster are reached from outside, with * for the host, as the deployer says.
ALTER TABLE deployers ADD COLUMN ingress_url VARCHAR(32) DEFAULT 'https://*' NOT NULL;
