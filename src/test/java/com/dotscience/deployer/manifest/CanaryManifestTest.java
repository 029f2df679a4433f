package com.dotscience.deployer.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.testing.Pure;
import com.google.protobuf.TextFormat;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Pure
class CanaryManifestTest {

    private static final String ID = "0ddb4984-802b-4a0f-a81e-9479f280b1ea";

    private static Manifest manifest(String canary) throws Exception {
        Deployment wanted = TextFormat.parse(canary, Deployment.class);
        return Manifest.of(wanted, "us", IngressClassForm.ANNOTATION);
    }

    private static final String CANARY = """
            id: '0ddb4984-802b-4a0f-a81e-9479f280b1ea-canary' name: 'signs-canary' namespace: 'models'
            deployment { image: 'signs:2' replicas: 1 topology_spread { topology_key: 'zone' } }
            canary { image: 'signs:2' weight: 30 }
            """;

    @Test
    void ofOneBehindNginxAllLeadsToItsOwnPods() throws Exception {
        Manifest made = manifest(CANARY + """
                service { ports { port: 80 target_port: 8501 } } ingress { class: 'nginx' host: 'signs.example.com' }
                """);

        assertThat(made.deployment().getMetadata().getName()).isEqualTo("ds-signs-canary-0ddb4984");
        assertThat(made.deployment().getSpec().getSelector().getMatchLabels())
                .isEqualTo(Map.of("deployer.dotscience.com/canary", ID + "-canary"));
        assertThat(made.deployment().getSpec().getTemplate().getMetadata().getLabels())
                .isEqualTo(Map.of("deployer.dotscience.com/canary", ID + "-canary", "deployment", ID + "-canary"));
        assertThat(made.service().orElseThrow().getSpec().getSelector())
                .isEqualTo(Map.of("deployment", ID + "-canary"));
        Ingress ingress = made.ingress().orElseThrow();
        assertThat(ingress.getMetadata().getAnnotations())
                .containsEntry("nginx.ingress.kubernetes.io/canary", "true")
                .containsEntry("nginx.ingress.kubernetes.io/canary-weight", "30")
                .containsEntry("nginx.ingress.kubernetes.io/proxy-body-size", "0");
        assertThat(ingress.getSpec().getRules().get(0).getHost()).isEqualTo("signs.example.com");
    }

    @Test
    void ofOneThatAnHttpRouteLeadsToTheServiceLeadsToItsOwnPods() throws Exception {
        Manifest made = manifest(CANARY + "service { ports { port: 80 target_port: 8501 } }");

        assertThat(made.deployment().getSpec().getTemplate().getMetadata().getLabels())
                .isEqualTo(Map.of("deployer.dotscience.com/canary", ID + "-canary", "deployment", ID + "-canary"));
        assertThat(made.service().orElseThrow().getMetadata().getName()).isEqualTo("ds-signs-canary-0ddb4984");
        assertThat(made.service().orElseThrow().getSpec().getSelector())
                .isEqualTo(Map.of("deployment", ID + "-canary"));
        assertThat(made.ingress()).isEmpty();
        assertThat(made.optional()).isEmpty();
    }

    /** The Service of the model deployment selects its pods too, and its Deployment does not own them. */
    @Test
    void thePodsOfOneBehindTheSameServiceCarryTheLabelOfTheModelDeployment() throws Exception {
        Manifest made = manifest(CANARY);

        assertThat(made.deployment().getSpec().getSelector().getMatchLabels())
                .isEqualTo(Map.of("deployer.dotscience.com/canary", ID + "-canary"));
        assertThat(made.deployment().getSpec().getTemplate().getMetadata().getLabels())
                .isEqualTo(Map.of("deployer.dotscience.com/canary", ID + "-canary", "deployment", ID));
        assertThat(made.deployment()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getTopologySpreadConstraints()
                        .get(0)
                        .getLabelSelector()
                        .getMatchLabels())
                .isEqualTo(Map.of("deployer.dotscience.com/canary", ID + "-canary"));
        assertThat(made.service()).isEmpty();
        assertThat(made.ingress()).isEmpty();
    }
}
