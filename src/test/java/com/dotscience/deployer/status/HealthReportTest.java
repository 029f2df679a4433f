package com.dotscience.deployer.status;

import static com.dotscience.deployer.status.Cases.INGRESS;
import static com.dotscience.deployer.status.Cases.SERVICE;
import static com.dotscience.deployer.status.Cases.WANTED;
import static com.dotscience.deployer.status.Cases.deployment;
import static com.dotscience.deployer.status.Cases.ready;
import static com.dotscience.deployer.status.Cases.situation;
import static com.dotscience.deployer.status.Cases.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.IngressUrl;
import com.dotscience.api.Phase;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.deployer.apply.Failure;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.testing.Pure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** R8: ready means ready. */
@Pure
class HealthReportTest {

    @Test
    void allThatIsKnownIsReported() {
        assertThat(report(Cases.of(
                        deployment(1, 2, 3),
                        ready("example/model:1"),
                        waiting("example/model:2", "ErrImagePull", null))))
                .isEqualTo(UpdateDeploymentRequest.newBuilder()
                        .setId("a-1")
                        .setName("a")
                        .setStatus("Deployment: configuring Service: ready Ingress: ready")
                        .setAvailableReplicas(2)
                        .setPhase(Phase.PHASE_DEGRADED)
                        .setMessage("The image example/model:2 cannot be pulled (ErrImagePull): check its name and tag,"
                                + " and that the cluster may read its registry; meanwhile the version before still"
                                + " serves, example/model:1")
                        .setRevision(7)
                        .setDesiredReplicas(2)
                        .setUpdatedReplicas(1)
                        .setReadyReplicas(2)
                        .setImage("example/model:1")
                        .setUrl("https://a.example.com")
                        .setServable(true)
                        .setCause("image-pull")
                        .build());
    }

    /** However its sentence changes, it is one thing that goes on. */
    @Test
    void whatAReportIsAboutIsOneWord() {
        var rollout = deployment(2, 0, 2);

        assertThat(report(Cases.of(rollout, waiting("example/model:2", "ImagePullBackOff", "later"))))
                .returns("image-pull", UpdateDeploymentRequest::getCause);
        assertThat(report(Cases.of(rollout, waiting("example/model:2", "CreateContainerError", null))))
                .returns("start", UpdateDeploymentRequest::getCause);
        assertThat(report(situation(List.of(), Set.of(), List.of(new Failure(Kind.SERVICE, "no")))))
                .returns("refused", UpdateDeploymentRequest::getCause);
        assertThat(report(situation(List.of(), Set.of(), List.of(new Failure(Kind.SERVICE, "no", Cases.NOW)))))
                .returns("not-taken", UpdateDeploymentRequest::getCause);
        assertThat(report(Cases.of(rollout))).returns("", UpdateDeploymentRequest::getCause);
        assertThat(report(Cases.of(deployment(2, 2, 2)))).returns("", UpdateDeploymentRequest::getCause);
    }

    @Test
    void theImageOfACompleteRolloutIsKnownWithoutItsPods() {
        assertThat(report(Cases.of(deployment(2, 2, 2)))).returns("example/model:2", UpdateDeploymentRequest::getImage);
        assertThat(report(Cases.of(deployment(1, 2, 3)))).returns("", UpdateDeploymentRequest::getImage);
        assertThat(report(Cases.of(deployment(2, 0, 2)))).returns("", UpdateDeploymentRequest::getImage);
    }

    @Test
    void withoutItsServiceNothingIsServable() {
        assertThat(report(situation(List.of(deployment(2, 2, 2).build()), Set.of(), List.of())))
                .returns(false, UpdateDeploymentRequest::getServable);
    }

    @Test
    void theUrlIsAsIngressesAreReached() {
        var situation = Cases.of(deployment(2, 2, 2));

        assertThat(HealthReport.report(situation, new IngressUrl("http://*:30080"))
                        .getUrl())
                .isEqualTo("http://a.example.com:30080");
    }

    @Test
    void aWildcardHasNoUrl() {
        var wildcard = WANTED.toBuilder();
        wildcard.getIngressBuilder().setHost("*.example.com");
        var situation = new Situation(
                wildcard.build(),
                List.of(),
                Set.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Cases.UPTIMES,
                List.of());

        assertThat(report(situation).getUrl()).isEmpty();
    }

    @Test
    void theWordsOfTheGoProgram() {
        words(situation(List.of(), Set.of(Kind.values()), List.of()), "configuring", "configuring", "configuring");
        words(Cases.of(deployment(2, 1, 2)), "configuring", "ready", "ready");
        words(Cases.of(deployment(2, 2, 2)), "ready", "ready", "ready");
        words(
                situation(List.of(deployment(2, 2, 2).build(), SERVICE, INGRESS), Set.of(Kind.DEPLOYMENT), List.of()),
                "configuring",
                "ready",
                "ready");
        var bare = WANTED.toBuilder().clearService().clearIngress().build();
        words(
                new Situation(
                        bare,
                        List.of(deployment(2, 2, 2).build()),
                        Set.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Cases.UPTIMES,
                        List.of()),
                "ready",
                "none",
                "none");
    }

    @Test
    void whatFailsIsSaidBehindTheWords() {
        var failed = situation(
                List.of(deployment(2, 2, 2).build(), INGRESS),
                Set.of(Kind.SERVICE),
                List.of(new Failure(Kind.SERVICE, "Service is invalid")));

        assertThat(report(failed).getStatus())
                .isEqualTo("Deployment: ready Service: error Ingress: ready (Service is invalid)");
    }

    private static UpdateDeploymentRequest report(Situation situation) {
        return HealthReport.report(situation, IngressUrl.USUAL);
    }

    private static void words(Situation situation, String deployment, String service, String ingress) {
        assertThat(LegacyStatus.of(situation))
                .isEqualTo("Deployment: " + deployment + " Service: " + service + " Ingress: " + ingress);
    }
}
