package com.dotscience.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Phase;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.gateway.TestDatabases;
import com.dotscience.gateway.TestGateway;
import com.dotscience.testing.Embedded;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two Gateways on one database, which an embedded one cannot be, with one fleet update. */
@ExtendWith(TestDatabases.class)
@Embedded
class FleetUpdatesOfTwoGatewaysTest extends OneFleetOfThree {

    @BeforeEach
    void start(TestDatabases.Maker databases, @TempDir Path directory) {
        open(databases.fresh(TestDatabases.Kind.POSTGRESQL, directory));
    }

    /** Both see all reports, in the database; only the deployers' calls tell who is connected. */
    @Test
    void eachStepIsTakenByOne() {
        try (TestGateway other = gateway.another()) {
            deployers.forEach(deployer -> other.reconnected(deployer).list());
            start(2, "signs:2");
            for (int i = 1; i <= 3; i++) {
                awaitImage(i, "signs:2");
                report(i, Phase.PHASE_READY, "");
            }
            awaitState(FleetUpdate.State.DONE);
        }
        for (int i = 1; i <= 3; i++) {
            assertThat(history(i)).hasSize(2);
        }
    }
}
