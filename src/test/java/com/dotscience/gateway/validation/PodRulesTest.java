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
