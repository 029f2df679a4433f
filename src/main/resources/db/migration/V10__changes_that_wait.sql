-- The same statements for H2 and PostgreSQL. Times are milliseconds since the epoch.

-- What its deployer is given while a change waits: a deployer_v1.Deployment, as in wanted. Null: what is wanted.
ALTER TABLE model_deployments ADD COLUMN handed_out BYTEA;
-- The number of its generation; null: nothing waits.
ALTER TABLE model_deployments ADD COLUMN handed_out_generation BIGINT;
-- The revision that it is given with, where it was handed out later than it was asked for; else 0.
ALTER TABLE model_deployments ADD COLUMN handed_out_revision BIGINT DEFAULT 0 NOT NULL;
CREATE INDEX model_deployments_by_wait ON model_deployments (handed_out_generation);

-- Since when its changes wait, and who asked for that; 0: it is not paused.
ALTER TABLE model_deployments ADD COLUMN paused_at BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE model_deployments ADD COLUMN paused_by VARCHAR(100) DEFAULT '' NOT NULL;
ALTER TABLE deployers ADD COLUMN paused_at BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE deployers ADD COLUMN paused_by VARCHAR(100) DEFAULT '' NOT NULL;

-- A management_v1.MaintenanceWindows; null: none.
ALTER TABLE deployers ADD COLUMN maintenance_windows BYTEA;

-- When a generation was handed out; 0: it has not been. Until now, each was at once.
ALTER TABLE generations ADD COLUMN handed_out_at BIGINT DEFAULT 0 NOT NULL;
UPDATE generations SET handed_out_at = accepted_at;
