-- The same statements for H2 and PostgreSQL. Times are milliseconds since the epoch.

-- One row: the last tick of the clock of changes. Whoever writes model deployments locks it first, so changes commit in
-- the order of their revisions.
CREATE TABLE change_clock (
    id       INTEGER NOT NULL PRIMARY KEY,
    revision BIGINT  NOT NULL
);
INSERT INTO change_clock (id, revision) VALUES (1, 0);

-- SHA-256 of the token of the management API, in hex. One row.
CREATE TABLE admin_token (
    token_hash VARCHAR(64) NOT NULL PRIMARY KEY,
    created_at BIGINT      NOT NULL
);

CREATE TABLE deployers (
    id           VARCHAR(36) NOT NULL PRIMARY KEY,
    name         VARCHAR(63) NOT NULL UNIQUE,
    -- Marks the deployer's objects in its cluster, so it stays when the token changes.
    identity     VARCHAR(32) NOT NULL,
    token_hash   VARCHAR(64) NOT NULL UNIQUE,
    token_prefix VARCHAR(6)  NOT NULL,
    version      VARCHAR(64) NOT NULL,
    created_at   BIGINT      NOT NULL,
    seen_at      BIGINT      NOT NULL
);

CREATE TABLE model_deployments (
    id          VARCHAR(36) NOT NULL PRIMARY KEY,
    deployer_id VARCHAR(36) NOT NULL REFERENCES deployers (id) ON DELETE CASCADE,
    namespace   VARCHAR(63) NOT NULL,
    name        VARCHAR(63) NOT NULL,
    -- A deployer_v1.Deployment as it goes over the wire, id and revision included: a new field there needs no migration
    -- here.
    wanted      BYTEA       NOT NULL,
    created_at  BIGINT      NOT NULL,
    updated_at  BIGINT      NOT NULL,
    -- A management_v1.Report: what its deployer said last; null until it does.
    report      BYTEA,
    UNIQUE (deployer_id, namespace, name)
);
CREATE INDEX model_deployments_by_name ON model_deployments (name);

-- What was removed, for as long as deployers are told of it.
CREATE TABLE tombstones (
    id          VARCHAR(36) NOT NULL PRIMARY KEY,
    deployer_id VARCHAR(36) NOT NULL REFERENCES deployers (id) ON DELETE CASCADE,
    revision    BIGINT      NOT NULL,
    removed_at  BIGINT      NOT NULL
);
CREATE INDEX tombstones_by_deployer ON tombstones (deployer_id);
CREATE INDEX tombstones_by_age ON tombstones (removed_at);
