package com.dotscience.gateway.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.gateway.TestDatabases;
import com.dotscience.gateway.options.StartFailure;
import com.dotscience.testing.Embedded;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that a newer Gateway has brought up to date. */
@Embedded
@ParameterizedClass
@EnumSource(TestDatabases.Kind.class)
@ExtendWith(TestDatabases.class)
class NewerSchemaTest {

    @Parameter
    TestDatabases.Kind kind;

    @Test
    void aDatabaseOfANewerGatewayIsRefusedWithTheWayBack(TestDatabases.Maker databases, @TempDir Path directory) {
        String url = databases.fresh(kind, directory);
        try (Database database = Database.open(url)) {
            database.transaction(transaction -> transaction.update("""
                    INSERT INTO "flyway_schema_history"
                        ("installed_rank", "version", "description", "type", "script", "checksum", "installed_by",
                            "execution_time", "success")
                    SELECT MAX("installed_rank") + 1, '999', 'what comes later', 'SQL', 'V999__what_comes_later.sql', 1, 'test',
                        1, TRUE
                    FROM "flyway_schema_history"
                    """));
        }

        assertThatThrownBy(() -> Database.open(url).close())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("was brought up to date by a newer Gateway (its tables have version 999)")
                .hasMessageContaining("start that version again, or put back the backup from before the upgrade");
    }
}
