package com.dotscience.gateway.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.gateway.Refusals;
import com.dotscience.gateway.TestGateway;
import com.dotscience.testing.Embedded;
import com.google.protobuf.TextFormat;
import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be asked of pods. */
@Embedded
class PodRulesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "env { name: '' }                 | env name must be letters, digits",
                "env { name: '1A' }               | env name must be letters, digits, '_', '-' or '.', and not begin with a digit, not '1A'",
                "env { name: 'A=B' }              | env name must be",
                "env { name: 'A' } env { name: 'A' } | env 'A' is given twice",
                "env { name: 'A' value: 'x\\000y' } | env 'A' must have no zero bytes",
                "env { name: 'A' value: 'x' value_from { secret_key_ref { name: 's' key: 'k' } } } | env 'A' must have a value or a source, not both",
                "env { name: 'A' value_from { } } | env 'A' must have a key of a Secret or a ConfigMap as its source",
                "env { name: 'A' value_from { secret_key_ref { name: 'S' key: 'k' } } } | env 'A' secret name must be a DNS name in lower case",
                "env { name: 'A' value_from { secret_key_ref { name: 's' } } } | env 'A' secret key must be 1 to 253 letters",
                "env { name: 'A' value_from { config_map_key_ref { name: 's' key: '..' } } } | env 'A' ConfigMap key must be",
                "command: 'a\\000'                | command must have no zero bytes",
                "image_pull_policy: 'Often' | image pull policy must be one of Always, IfNotPresent, Never, not 'Often'",
                "image_pull_secrets { name: 'A' } | image pull secret must be a DNS name",
                "image_pull_secrets { name: 'a' } image_pull_secrets { name: 'a' } | image pull secret 'a' is given twice",
                "node_selector { key: 'a b' value: '1' } | node selector must be a name of",
                "node_selector { key: 'disk' value: 'a b' } | node selector 'disk' must be empty or up to 63",
                "shared_memory: 'much' | shared memory must be a quantity such as 500m, 2 or 8Gi, not 'much'",
                "shared_memory: '0' | shared memory must be a whole number of bytes above 0, such as 8Gi, not '0'",
                "shared_memory: '500m' | shared memory must be a whole number of bytes above 0",
                "resources { limits { key: 'gpu' value: '1' } } | resource must be cpu, memory, ephemeral-storage or one of a device such as nvidia.com/gpu, not 'gpu'",
                "resources { limits { key: 'hugepages-2Mi' value: '4Mi' } } | resource must be cpu",
                "resources { limits { key: 'kubernetes.io/x' value: '1' } } | resource must be cpu",
                "resources { limits { key: 'a b/c' value: '1' } } | resource must be a name of",
                "resources { limits { key: 'cpu' value: '-1' } } | limit of cpu must be a quantity such as 500m, 2 or 8Gi, not '-1'",
                "resources { requests { key: 'memory' value: '500m' } } | request of memory must be a whole number, not '500m'",
                "resources { limits { key: 'cpu' value: '1' } requests { key: 'cpu' value: '1500m' } } | request of cpu must be at most its limit 1, not 1500m",
                "resources { requests { key: 'nvidia.com/gpu' value: '1' } } | request of nvidia.com/gpu needs a limit of as much",
                "resources { limits { key: 'a.b/gpu' value: '2' } requests { key: 'a.b/gpu' value: '1' } } | request of a.b/gpu must be the same as its limit 2, not 1",
                "args: 'a\\000'                   | args must have no zero bytes"
            })
    void aMistakeIsRefusedWithTheFieldAndWhatIsAllowed(String asked, String saying) throws Exception {
        assertThatThrownBy(() -> Rules.checked(model(asked)))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, saying));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "env { name: 'A' } env { name: '_b.c-1' value: '$(A) und Größe\\n' }",
                "env { name: 'A' value_from { secret_key_ref { name: 'db.team' key: '.tls_k-1' } } }",
                "env { name: 'A' value_from { config_map_key_ref { name: 'site' key: 'region' } } }",
                "node_selector { key: 'a.b/disk' value: '' } node_selector { key: 'disk' value: 'ssd' }",
                "image_pull_policy: 'IfNotPresent' image_pull_secrets { name: 'a.b' } image_pull_secrets { name: 'c' } shared_memory: '8Gi'",
                "resources { limits { key: 'cpu' value: '0.5' } requests { key: 'cpu' value: '500m' } }",
                "resources { limits { key: 'nvidia.com/gpu' value: '1' } requests { key: 'memory' value: '8Gi' } }",
                "resources { requests { key: 'ephemeral-storage' value: '1G' } }",
                "command: ['sh', '-c'] args: ['', 'x y']"
            })
    void whatKubernetesTakesIsStoredAsItIs(String asked) throws Exception {
        Deployment model = model(asked);

        assertThat(Rules.checked(model).getDeployment()).isEqualTo(model.getDeployment());
    }

    @Test
    void whatWasTakenOnceMayStayAsItIs() throws Exception {
        Deployment before = model("env { name: '1A' }");
        Deployment.Builder scaled = before.toBuilder();
        scaled.getDeploymentBuilder().setReplicas(0);

        assertThatCode(() -> Rules.checked(scaled.build(), before)).doesNotThrowAnyException();
    }

    private static Deployment model(String asked) throws TextFormat.ParseException {
        Deployment.Builder model = TestGateway.model("signs");
        model.setDeployment(model.getDeployment().toBuilder().mergeFrom(TextFormat.parse(asked, DeploymentSpec.class)));
        return Rules.checked(TestGateway.model("signs").build()).toBuilder()
                .setDeployment(model.getDeployment())
                .build();
    }
}
