-- The same statements for H2 and PostgreSQL.

-- Of the API server of the deployer's cluster, such as v1.29.3; empty until the deployer says it.
ALTER TABLE deployers ADD COLUMN kubernetes_version VARCHAR(64) DEFAULT '' NOT NULL;

-- What happened to each model deployment last: management_v1.Event, numbered in the order in which it happened.
CREATE TABLE events (
    model_deployment_id VARCHAR(36) NOT NULL REFERENCES model_deployments (id) ON DELETE CASCADE,
    number              BIGINT      NOT NULL,
    event               BYTEA       NOT NULL,
    PRIMARY KEY (model_deployment_id, number)
);
