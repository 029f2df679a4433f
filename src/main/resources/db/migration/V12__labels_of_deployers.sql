-- The same statements for H2 and PostgreSQL.

-- By which people choose deployers.
CREATE TABLE deployer_labels (
    deployer_id VARCHAR(36)  NOT NULL REFERENCES deployers (id) ON DELETE CASCADE,
    label_key   VARCHAR(317) NOT NULL,
    label_value VARCHAR(63)  NOT NULL,
    PRIMARY KEY (deployer_id, label_key)
);
