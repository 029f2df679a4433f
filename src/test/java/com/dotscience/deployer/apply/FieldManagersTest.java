package com.dotscience.deployer.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Difference;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.retry.Backoff;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.EmbeddedCluster;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who made a change, by what the API server records of the object as it is when it is read. */
@Embedded
class FieldManagersTest {

    private static final Difference TYPE =
            new Difference("spec.type", "ClusterIP", "NodePort", List.of("spec", "type"));

    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private final Rewrites rewrites =
            new Rewrites(new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), () -> 0), Clock.systemUTC());
    private final FieldManagers managers = new FieldManagers(cluster.client(), rewrites, id -> {});

    @AfterEach
    void close() {
        managers.close();
        cluster.close();
    }

    @Test
    void whoeverHasTheFieldIsNamed() {
        managers.ask(asked(serviceOf("rival")));

        awaitName("rival");
    }

    @Test
    void whatAnAdmissionChangesIsRecordedUnderOurName() {
        managers.ask(asked(serviceOf("ds-deployer")));

        awaitName("an admission");
    }

    @Test
    void whatWasSetBackBeforeItWasReadIsAskedOnceMore() {
        Service planned = serviceOf("rival");
        cluster.client()
                .resource(new ServiceBuilder(planned)
                        .editMetadata()
                        .editFirstManagedField()
                        .withManager("ds-deployer")
                        .endManagedField()
                        .endMetadata()
                        .build())
                .update();
        Change change = asked(planned);

        managers.ask(change);

        await().until(() -> rewrites.asksWho(change));
        assertThat(rewrites.later(change)).extracting(NotSticking::by).containsExactly("");
    }

    private void awaitName(String name) {
        await().untilAsserted(() -> assertThat(rewrites.later(change(cluster.client()
                        .services()
                        .inNamespace("models")
                        .withName("cats")
                        .get())))
                .extracting(NotSticking::by)
                .containsExactly(name));
    }

    private Service serviceOf(String manager) {
        FieldsV1 fields = new FieldsV1();
        fields.setAdditionalProperties(Map.of("f:spec", Map.of("f:type", Map.of())));
        return cluster.client()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace("models")
                        .withName("cats")
                        .addNewManagedField()
                        .withManager(manager)
                        .withFieldsV1(fields)
                        .endManagedField()
                        .endMetadata()
                        .withNewSpec()
                        .withType("NodePort")
                        .endSpec()
                        .build())
                .create();
    }

    /** A change after a write that was made, of which is to be found out whose it is. */
    private Change asked(Service planned) {
        Change change = change(planned);
        rewrites.planned("a", Optional.of(Deployment.getDefaultInstance()), List.of(change));
        rewrites.made(change, List.of());
        rewrites.planned("a", Optional.of(Deployment.getDefaultInstance()), List.of(change));
        assertThat(rewrites.asksWho(change)).isTrue();
        return change;
    }

    private static Change change(Service planned) {
        return new Change("a", Kind.SERVICE, Action.UPDATE, planned, "[]", "as it differed", List.of(TYPE));
    }
}
