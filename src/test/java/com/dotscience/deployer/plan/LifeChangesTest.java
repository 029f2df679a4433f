package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.testing.Pure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.TextFormat;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From one way in which pods become ready, end and are replaced to another, on a server that fills in its defaults. */
@Pure
class LifeChangesTest {

    private static final Optional<Set<String>> CLASSES = Optional.of(Set.of());
    private static final String PROXY = "metrics { image: 'proxy:1' classes: '[]' }";

    private final Planner planner = new Planner();
    private final FakeCluster cluster = new FakeCluster();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | rollout { strategy: 'Recreate' }",
                "rollout { max_surge: '0' max_unavailable: '1' } | rollout { strategy: 'Recreate' }",
                "rollout { strategy: 'Recreate' } | rollout { max_surge: '2' }",
                "rollout { max_surge: '2' } | rollout { max_unavailable: '30%' }",
                "readiness { type: 'TCP' } | readiness { type: 'HTTP' path: '/up' }",
                "readiness { type: 'HTTP' path: '/up' } start_up_seconds: 60 | readiness { type: 'TCP' } start_up_seconds: 20",
                "readiness { type: 'OpenInference' } | readiness { type: 'None' }",
                "drain { seconds: 5 } | drain { seconds: 5 image_sleep: true }",
                "drain { seconds: 5 } termination_grace_period_seconds: 60 | termination_grace_period_seconds: 90"
            })
    void oneWriteLeadsThereAndBack(String one, String other) throws Exception {
        JsonNode first = written(model(one));
        JsonNode second = written(model(other));

        assertThat(Parts.of(written(model(one)))).isEqualTo(Parts.of(first));
        assertThat(Parts.of(written(model(other)))).isEqualTo(Parts.of(second));
        assertThat(Parts.of(written(model("")))).isEqualTo(Parts.of(fresh(model(""))));
        assertThat(Parts.of(written(model(one)))).isEqualTo(Parts.of(fresh(model(one))));
    }

    /** The API server has filled in the limits of rolling updates, which it refuses beside the new strategy. */
    @Test
    void recreateTakesTheLimitsOfRollingUpdatesWithIt() throws Exception {
        written(model(""));
        assertThat(cluster.tree(Kind.DEPLOYMENT).at("/spec/strategy").toString())
                .isEqualTo(
                        "{\"type\":\"RollingUpdate\",\"rollingUpdate\":{\"maxSurge\":\"25%\",\"maxUnavailable\":\"25%\"}}");

        assertThat(written(model("rollout { strategy: 'Recreate' }"))
                        .at("/strategy")
                        .toString())
                .isEqualTo("{\"type\":\"Recreate\"}");
    }

    /** Somebody's own choice of a strategy stays as long as nobody asks for one. */
    @Test
    void aStrategyThatNobodyAskedForIsSomebodyElses() throws Exception {
        written(model(""));
        ObjectNode strategy = cluster.tree(Kind.DEPLOYMENT).withObject("/spec/strategy");
        strategy.removeAll().put("type", "Recreate");

        assertThat(planner.plan(model(""), "us", cluster.observed(), CLASSES).changes())
                .isEmpty();
    }

    /** A person asked for it, so it does not wait as that of a model-proxy which the Go program made does. */
    @Test
    void aReadinessOfAModelIsWrittenAtOnceAndTakenOutAtOnce() throws Exception {
        written(model(""));

        assertThat(written(model("readiness { type: 'TCP' }")).toString()).contains("readinessProbe");
        assertThat(written(model("")).toString()).doesNotContain("readinessProbe");
    }

    /** A Deployment of an older version has no time to end in its record, and gets one that is asked for all the same. */
    @Test
    void aGracePeriodIsAlsoGivenToPodsThatHadNoneOfOursBesideTheirModelProxy() throws Exception {
        Recording old = Recording.of("roadsigns1");
        Deployment.Builder wanted = old.wanted().toBuilder();
        settle(old, wanted.build());
        wanted.getDeploymentBuilder().setTerminationGracePeriodSeconds(77);

        settle(old, wanted.build());

        assertThat(old.cluster()
                        .tree(Kind.DEPLOYMENT)
                        .at("/spec/template/spec/terminationGracePeriodSeconds")
                        .asInt())
                .isEqualTo(77);
    }

    @Test
    void aDrainTakesThePlaceOfTheModelProxysInOneWrite() throws Exception {
        written(model("", PROXY));

        JsonNode spec = written(model("drain { seconds: 5 }"));

        assertThat(spec.at("/template/spec/containers")).hasSize(1);
        assertThat(spec.at("/template/spec/containers/0/lifecycle").toString())
                .isEqualTo("{\"preStop\":{\"sleep\":{\"seconds\":5}}}");
        assertThat(Parts.of(written(model("", PROXY)))).isEqualTo(Parts.of(fresh(model("", PROXY))));
    }

    private void settle(Recording recording, Deployment wanted) {
        recording
                .cluster()
                .apply(planner.plan(
                        wanted, recording.identity(), recording.cluster().observed(), CLASSES));
    }

    /** What is there after at most one write, which says nothing more afterwards. */
    private JsonNode written(Deployment wanted) {
        cluster.apply(planner.plan(wanted, "us", cluster.observed(), CLASSES));
        assertThat(planner.plan(wanted, "us", cluster.observed(), CLASSES).changes())
                .isEmpty();
        return cluster.tree(Kind.DEPLOYMENT).get("spec").deepCopy();
    }

    private JsonNode fresh(Deployment wanted) {
        FakeCluster other = new FakeCluster();
        other.apply(planner.plan(wanted, "us", other.observed(), CLASSES));
        return other.tree(Kind.DEPLOYMENT).get("spec");
    }

    private static Deployment model(String asked) throws TextFormat.ParseException {
        return model(asked, "");
    }

    private static Deployment model(String asked, String more) throws TextFormat.ParseException {
        Deployment.Builder model = TextFormat.parse(more, Deployment.class).toBuilder();
        return model.setId("a")
                .setName("signs")
                .setDeployment(TextFormat.parse("image: 'model:1' ports: 8501 " + asked, DeploymentSpec.class))
                .build();
    }
}
