-- The same statements for H2 and PostgreSQL.

-- Changes of the model deployments of one name at several deployers, in waves.
CREATE TABLE fleet_updates (
    number         BIGINT        NOT NULL PRIMARY KEY,
    name           VARCHAR(63)   NOT NULL,
    selector       VARCHAR(1000) NOT NULL,
    max_parallel   INTEGER       NOT NULL,
    -- Who asked for it, as the caller says; empty if it did not say.
    caller         VARCHAR(100)  NOT NULL,
    change_summary VARCHAR(1000) NOT NULL,
    started_at     BIGINT        NOT NULL,
    -- 0: it runs.
    ended_at       BIGINT        NOT NULL,
    -- The name of a management_v1.FleetUpdate.State.
    state          VARCHAR(16)   NOT NULL,
    message        VARCHAR(1000) NOT NULL
);

-- The model deployments of each. One may be removed meanwhile, and stays a member, of which that is said.
CREATE TABLE fleet_members (
    fleet_update        BIGINT        NOT NULL REFERENCES fleet_updates (number) ON DELETE CASCADE,
    -- Counts the members from 0.
    position_in_fleet   INTEGER       NOT NULL,
    model_deployment_id VARCHAR(36)   NOT NULL,
    deployer_id         VARCHAR(36)   NOT NULL,
    deployer_name       VARCHAR(63)   NOT NULL,
    -- A deployer_v1.Deployment: what is to be wanted of it, with the revision at which that was decided.
    wanted              BYTEA         NOT NULL,
    -- The name of a management_v1.FleetMember.State.
    state               VARCHAR(16)   NOT NULL,
    -- The revision that it got when it was changed; 0: it has not been changed.
    revision            BIGINT        NOT NULL,
    message             VARCHAR(1000) NOT NULL,
    PRIMARY KEY (fleet_update, position_in_fleet)
);
