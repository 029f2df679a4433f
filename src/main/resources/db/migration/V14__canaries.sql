-- The same statements for H2 and PostgreSQL.

-- The canaries of model deployments: their steps, and how they do.
CREATE TABLE canaries (
    model_deployment_id VARCHAR(36) NOT NULL PRIMARY KEY REFERENCES model_deployments (id) ON DELETE CASCADE,
    -- A management_v1.CanaryState.
    state               BYTEA       NOT NULL
);
