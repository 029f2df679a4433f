-- The same statements for H2 and PostgreSQL.

-- What was a deployer's token until another took its place, and is accepted for some time yet.
CREATE TABLE old_tokens (
    token_hash     VARCHAR(64) NOT NULL PRIMARY KEY,
    deployer_id    VARCHAR(36) NOT NULL REFERENCES deployers (id) ON DELETE CASCADE,
    token_prefix   VARCHAR(6)  NOT NULL,
    replaced_at    BIGINT      NOT NULL,
    accepted_until BIGINT      NOT NULL
);
CREATE INDEX old_tokens_by_deployer ON old_tokens (deployer_id);

-- None: it was revoked. Its prefix is empty then.
ALTER TABLE deployers ALTER COLUMN token_hash DROP NOT NULL;
