package com.dotscience.deployer.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.Phase;
import com.dotscience.api.ServicePort;
import com.dotscience.api.ServiceSpec;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.deployer.apply.Failures.Failure;
import com.dotscience.deployer.plan.Kind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** R8: ready means ready. */
class HealthTest {

    private static final HasMetadata SERVICE = new ServiceBuilder().build();
    private static final HasMetadata INGRESS = new IngressBuilder().build();

    private Deployment wanted = Deployment.newBuilder()
            .setId("a-1")
            .setName("a")
            .setDeployment(DeploymentSpec.newBuilder().setReplicas(2))
            .setService(
                    ServiceSpec.newBuilder().addPorts(ServicePort.newBuilder().setPort(8501)))
            .setIngress(IngressSpec.newBuilder().setHost("a.example.com"))
            .build();

    @Test
    void nothingThereYetIsPending() {
        assertThat(report(List.of(), Set.of(Kind.values())))
                .isEqualTo(expected(
                        "Deployment: configuring Service: configuring Ingress: configuring", Phase.PHASE_PENDING, 0));
    }

    @Test
    void aRolloutUnderWayIsConfiguring() {
        assertThat(report(List.of(deployment(1), SERVICE, INGRESS), Set.of()))
                .isEqualTo(
                        expected("Deployment: configuring Service: ready Ingress: ready", Phase.PHASE_PROGRESSING, 1));
    }

    @Test
    void aCompleteRolloutIsReady() {
        assertThat(report(List.of(deployment(2), SERVICE, INGRESS), Set.of()))
                .isEqualTo(expected("Deployment: ready Service: ready Ingress: ready", Phase.PHASE_READY, 2));
    }

    @Test
    void aCompleteRolloutOfWhatIsNoLongerWantedIsNotReady() {
        assertThat(report(List.of(deployment(2), SERVICE, INGRESS), Set.of(Kind.DEPLOYMENT)))
                .isEqualTo(
                        expected("Deployment: configuring Service: ready Ingress: ready", Phase.PHASE_PROGRESSING, 2));
    }

    @Test
    void whatIsNotWantedIsNone() {
        wanted = wanted.toBuilder().clearService().clearIngress().build();

        assertThat(report(List.of(deployment(2)), Set.of()))
                .isEqualTo(expected("Deployment: ready Service: none Ingress: none", Phase.PHASE_READY, 2));
    }

    @Test
    void whatFailsIsSaidBehindTheWords() {
        UpdateDeploymentRequest report = new Health(
                        wanted,
                        List.of(deployment(2), INGRESS),
                        Set.of(Kind.SERVICE),
                        List.of(new Failure(Kind.SERVICE, "Service is invalid")))
                .report();

        assertThat(report)
                .isEqualTo(expected(
                                "Deployment: ready Service: error Ingress: ready (Service is invalid)",
                                Phase.PHASE_FAILED,
                                2)
                        .toBuilder()
                        .setMessage("Service is invalid")
                        .build());
    }

    private UpdateDeploymentRequest report(List<HasMetadata> own, Set<Kind> pending) {
        return new Health(wanted, own, pending, List.of()).report();
    }

    private static UpdateDeploymentRequest expected(String status, Phase phase, int available) {
        return UpdateDeploymentRequest.newBuilder()
                .setId("a-1")
                .setName("a")
                .setStatus(status)
                .setPhase(phase)
                .setAvailableReplicas(available)
                .build();
    }

    private static HasMetadata deployment(int available) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withGeneration(3L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(2)
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(3L)
                .withReplicas(2)
                .withUpdatedReplicas(2)
                .withAvailableReplicas(available)
                .endStatus()
                .build();
    }
}
