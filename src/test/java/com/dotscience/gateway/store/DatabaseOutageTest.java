package com.dotscience.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.gateway.Http;
import com.dotscience.gateway.OpenStream;
import com.dotscience.gateway.Refusals;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** R1: a database that is away is an error, and never an answer that holds nothing. */
@Embedded
public class DatabaseOutageTest {

    @Test
    void callsFailWithASentenceWhileStreamsStayAndAllIsWellAfterwards() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            administer(postgres, "CREATE DATABASE gateway");
            try (TestGateway gateway = TestGateway.on(postgres.getJdbcUrl("postgres", "gateway"))) {
                TestDeployer minikube = gateway.createDeployer("minikube");
                ModelDeployment before = gateway.create(minikube, "before");
                OpenStream<Deployment> stream = minikube.follow();

                administer(postgres, "ALTER DATABASE gateway WITH ALLOW_CONNECTIONS false");
                administer(
                        postgres, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'gateway'");

                assertThatThrownBy(minikube::list)
                        .satisfies(Refusals.with(Status.Code.UNAVAILABLE, "the Gateway's database does not answer"));
                assertThatThrownBy(gateway::list)
                        .satisfies(Refusals.with(Status.Code.UNAVAILABLE, "the Gateway's database does not answer"));
                assertThatThrownBy(() -> gateway.create(minikube, "during"))
                        .satisfies(Refusals.with(Status.Code.UNAVAILABLE, "try again in a moment"));
                assertThat(stream.hasEnded()).isFalse();
                HttpResponse<String> health = Http.get(gateway, "/health");
                assertThat(health.statusCode()).isEqualTo(503);
                assertThat(health.body())
                        .contains("\"status\" : \"DOWN\"", "\"database\" : false", "\"deployers_connected\" : 1");
                assertThat(Http.get(gateway, "/health/live").statusCode()).isEqualTo(200);
                assertThat(Http.get(gateway, "/metrics").statusCode()).isEqualTo(200);

                administer(postgres, "ALTER DATABASE gateway WITH ALLOW_CONNECTIONS true");

                await().atMost(Duration.ofSeconds(30))
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(minikube.list().getDeploymentsList())
                                .containsExactly(before.getDeployment()));
                ModelDeployment after = gateway.create(minikube, "after");
                await().until(() -> stream.messages().contains(after.getDeployment()));
                // It is found out once a second at most.
                await().untilAsserted(() ->
                        assertThat(Http.get(gateway, "/health").statusCode()).isEqualTo(200));
                assertThat(stream.hasEnded()).isFalse();
            }
        }
    }

    @Test
    void aDatabaseThatOnlyReadsIsSaidToBeDownAndReadAllTheSame() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            administer(postgres, "CREATE DATABASE gateway");
            try (Database database = Database.open(postgres.getJdbcUrl("postgres", "gateway"))) {
                assertThat(database.isWritable()).isTrue();

                administer(postgres, "ALTER DATABASE gateway SET default_transaction_read_only = on");
                administer(
                        postgres, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'gateway'");

                await().ignoreExceptions().until(() -> database.transaction(Changes::now) == 0);
                assertThat(database.isWritable()).isFalse();

                // Those who are connected go on to be allowed to read only, as those of a former primary.
                administer(postgres, "ALTER DATABASE gateway SET default_transaction_read_only = off");

                await().atMost(Duration.ofSeconds(30)).until(database::isWritable);
            }
        }
    }

    private static void administer(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
