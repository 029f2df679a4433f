package com.dotscience.deployer.status;

import static com.dotscience.api.Phase.PHASE_DEGRADED;
import static com.dotscience.api.Phase.PHASE_FAILED;
import static com.dotscience.api.Phase.PHASE_PROGRESSING;
import static com.dotscience.api.Phase.PHASE_READY;
import static com.dotscience.deployer.status.Cases.INGRESS;
import static com.dotscience.deployer.status.Cases.NOW;
import static com.dotscience.deployer.status.Cases.SERVICE;
import static com.dotscience.deployer.status.Cases.UPTIMES;
import static com.dotscience.deployer.status.Cases.WANTED;
import static com.dotscience.deployer.status.Cases.deployment;
import static com.dotscience.deployer.status.Cases.ready;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.apply.NotSticking;
import com.dotscience.deployer.plan.Difference;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** R11: what is reported of a model deployment whose fields do not stay as they were written. */
@Pure
class RewriteVerdictsTest {

    private static final String IMAGE = "spec.template.spec.containers[model].image";
    private static final String MIRROR = "mirror.example.com/example/model:2";
    private static final Instant UNTIL = NOW.plusSeconds(8);
    private static final NotSticking HOST =
            atAdmission(Kind.INGRESS, "spec.rules[a.example.com].host", "a.example.com", "a.elsewhere.example.com");

    @Test
    void whatAnAdmissionChangedIsReadyWithAWarningThatNamesTheField() {
        assertThat(Verdicts.on(of(complete(2), List.of(HOST), ready("example/model:2"), other("example/model:2"))))
                .isEqualTo(new Verdict(
                        PHASE_READY,
                        "Changed at admission: Ingress spec.rules[a.example.com].host: written a.example.com, there is"
                                + " a.elsewhere.example.com"));
    }

    @Test
    void aMirroredImageIsReady() {
        DeploymentBuilder mirrored = image(complete(2), MIRROR);

        assertThat(Verdicts.on(of(
                        mirrored,
                        List.of(atAdmission(Kind.DEPLOYMENT, IMAGE, "example/model:2", MIRROR)),
                        ready(MIRROR),
                        other(MIRROR))))
                .isEqualTo(new Verdict(
                        PHASE_READY,
                        "Changed at admission: Deployment " + IMAGE + ": written example/model:2, there is " + MIRROR));
    }

    @Test
    void anotherImageIsDegraded() {
        String another = "mirror.example.com/example/model:1";

        assertThat(Verdicts.on(of(
                        image(complete(2), another),
                        List.of(atAdmission(Kind.DEPLOYMENT, IMAGE, "example/model:2", another)),
                        ready(another),
                        other(another))))
                .isEqualTo(new Verdict(
                        PHASE_DEGRADED,
                        "What serves is " + another + ", which is no mirror of example/model:2; changed at admission:"
                                + " Deployment " + IMAGE + ": written example/model:2, there is " + another));
    }

    @Test
    void anotherImageOfAnotherContainerIsDegraded() {
        String proxy = "spec.template.spec.containers[proxy].image";

        assertThat(Verdicts.on(of(
                                complete(2),
                                List.of(atAdmission(Kind.DEPLOYMENT, proxy, "proxy:2", "mirror.example.com/proxy:1")),
                                ready("example/model:2"),
                                other("example/model:2")))
                        .phase())
                .isEqualTo(PHASE_DEGRADED);
    }

    @Test
    void aContainerOfAnotherNameIsJudgedByItsImage() {
        DeploymentBuilder renamed = complete(2);
        renamed.editSpec()
                .editTemplate()
                .editSpec()
                .editContainer(0)
                .withName("m")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec();
        NotSticking name = atAdmission(Kind.DEPLOYMENT, "spec.template.spec.containers[model].name", "model", "m");

        assertThat(Verdicts.on(of(renamed, List.of(name))).phase()).isEqualTo(PHASE_READY);
        assertThat(Verdicts.on(of(image(renamed, "other:2"), List.of(name))).phase())
                .isEqualTo(PHASE_DEGRADED);
    }

    @Test
    void noReplicasByAnAdmissionIsFailed() {
        assertThat(Verdicts.on(of(complete(0), List.of(atAdmission(Kind.DEPLOYMENT, "spec.replicas", "2", "0")))))
                .isEqualTo(new Verdict(
                        PHASE_FAILED,
                        "Nothing serves; changed at admission: Deployment spec.replicas: written 2, there is 0"));
    }

    @Test
    void aRolloutThatGoesOnSaysItToo() {
        assertThat(Verdicts.on(of(deployment(1, 1, 1), List.of(HOST), ready("example/model:2"))))
                .isEqualTo(new Verdict(
                        PHASE_PROGRESSING,
                        "1 of 2 replicas are updated; changed at admission: Ingress spec.rules[a.example.com].host:"
                                + " written a.example.com, there is a.elsewhere.example.com"));
    }

    @Test
    void whatSomebodyChangesLaterIsDegradedThoughAllServes() {
        NotSticking replicas = later(Kind.DEPLOYMENT, "spec.replicas", "2", "5");

        Situation situation =
                of(complete(2), List.of(HOST, replicas), ready("example/model:2"), other("example/model:2"));

        assertThat(Verdicts.on(situation))
                .isEqualTo(new Verdict(
                        PHASE_DEGRADED,
                        "Somebody changes what was written: Deployment spec.replicas: written 2, there is 5. It is set"
                                + " back more and more seldom: find out who does it, and stop them; changed at"
                                + " admission: Ingress spec.rules[a.example.com].host: written a.example.com, there is"
                                + " a.elsewhere.example.com"));
        assertThat(situation.nextLook()).contains(UNTIL);
    }

    @Test
    void moreThanThreeFieldsAreCounted() {
        List<NotSticking> many = List.of(HOST, HOST, HOST, HOST, HOST);

        assertThat(Verdicts.on(of(complete(2), many, ready("example/model:2"), other("example/model:2")))
                        .message())
                .endsWith("there is a.elsewhere.example.com; and 2 more");
    }

    private static Situation of(DeploymentBuilder deployment, List<NotSticking> rewritten, Pod... pods) {
        return new Situation(
                WANTED,
                List.of(deployment.build(), SERVICE, INGRESS),
                Set.of(),
                List.of(),
                List.of(pods),
                Optional.empty(),
                UPTIMES,
                List.of(),
                rewritten);
    }

    private static DeploymentBuilder complete(int replicas) {
        return deployment(replicas, replicas, replicas)
                .editSpec()
                .withReplicas(replicas)
                .endSpec();
    }

    private static DeploymentBuilder image(DeploymentBuilder deployment, String image) {
        return deployment
                .editSpec()
                .editTemplate()
                .editSpec()
                .editContainer(0)
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec();
    }

    private static Pod other(String image) {
        return ready(image)
                .edit()
                .editMetadata()
                .withName("other")
                .endMetadata()
                .build();
    }

    private static NotSticking atAdmission(Kind kind, String field, String written, String there) {
        return new NotSticking(kind, new Difference(field, written, there, List.of()), true, "", UNTIL);
    }

    private static NotSticking later(Kind kind, String field, String written, String there) {
        return new NotSticking(kind, new Difference(field, written, there, List.of()), false, "", UNTIL);
    }
}
