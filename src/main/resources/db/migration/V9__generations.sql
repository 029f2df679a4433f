-- The same statements for H2 and PostgreSQL.

-- The number of the generation that is wanted now.
ALTER TABLE model_deployments ADD COLUMN generation BIGINT DEFAULT 1 NOT NULL;
-- How many replicas were wanted before it was stopped; 0: it is not stopped, or nobody noted it.
ALTER TABLE model_deployments ADD COLUMN replicas_before_stop BIGINT DEFAULT 0 NOT NULL;

-- What was wanted of each model deployment from one accepted change to the next.
CREATE TABLE generations (
    model_deployment_id VARCHAR(36)   NOT NULL REFERENCES model_deployments (id) ON DELETE CASCADE,
    number              BIGINT        NOT NULL,
    accepted_at         BIGINT        NOT NULL,
    -- Who asked for it, as the caller says; empty if it did not say.
    caller              VARCHAR(100)  NOT NULL,
    -- What changed, for people.
    change_summary      VARCHAR(1000) NOT NULL,
    -- A deployer_v1.Deployment, as in model_deployments.
    wanted              BYTEA         NOT NULL,
    PRIMARY KEY (model_deployment_id, number)
);
-- Of what was there before, the first generation is what is wanted now.
INSERT INTO generations (model_deployment_id, number, accepted_at, caller, change_summary, wanted)
SELECT id, 1, updated_at, '', 'What was wanted when the Gateway began to keep generations', wanted FROM model_deployments;
