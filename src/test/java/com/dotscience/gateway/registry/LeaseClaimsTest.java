package com.dotscience.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.gateway.store.Changes;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.store.Deployers;
import com.dotscience.gateway.stream.Hub;
import com.dotscience.testing.HandClock;
import com.dotscience.testing.Pure;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Gateway keeps of programs that write without a Lease, for the time after its next start. */
@Pure
class LeaseClaimsTest {

    private static final LeaseClaim LEADS = new LeaseClaim("uid-1", false);

    private final HandClock clock = new HandClock(Instant.parse("2026-01-02T03:04:05Z"));
    private Database database;
    private Changes changes;
    private Deployers deployers;
    private String edge;
    private LeaseClaims claims;

    @BeforeEach
    void open(@TempDir Path directory) {
        database = Database.open(GatewayOptions.embeddedDatabase(directory));
        changes = new Changes(database, clock);
        deployers = new Deployers(database, changes, new SecureRandom(), clock);
        edge = deployers.create("edge", Map.of()).deployer().id();
        claims = new LeaseClaims(deployers, new Hub<>(), clock);
    }

    @AfterEach
    void close() {
        changes.close();
        database.close();
    }

    @Test
    void oneThatHasNoLeaseIsStoredUntilItHasGone() {
        claims.opened(edge, LEADS, "2");
        claims.review();
        assertThat(deployers.withoutLease()).isEmpty();

        claims.opened(edge, LeaseClaim.NONE, "0.1.0");
        claims.review();
        assertThat(deployers.withoutLease()).isEqualTo(Map.of(edge, "0.1.0"));

        claims.closed(edge, LeaseClaim.NONE);
        clock.pass(Duration.ofSeconds(15));
        claims.review();
        assertThat(deployers.withoutLease()).isEmpty();
    }

    @Test
    void whatIsStoredIsThereForAWhileAfterAStartAndThenForgotten() {
        deployers.setWithoutLease(edge, "0.1.0");
        claims.load();
        claims.review();
        assertThat(claims.withoutLease(edge, LEADS)).isEqualTo("0.1.0");
        assertThat(claims.withoutLease(edge, LeaseClaim.NONE)).isEmpty();

        clock.pass(Duration.ofSeconds(15));
        claims.review();

        assertThat(claims.withoutLease(edge, LEADS)).isEmpty();
        assertThat(deployers.withoutLease()).isEmpty();
    }
}
