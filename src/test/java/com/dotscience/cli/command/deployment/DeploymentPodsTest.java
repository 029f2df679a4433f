package com.dotscience.cli.command.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.UpdateDeploymentRequest;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.cli.command.deployment.spec.ModelSpec;
import com.dotscience.testing.Embedded;
import com.google.protobuf.TextFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of pods on the command line, and how it is shown. */
@Embedded
class DeploymentPodsTest {

    private FakeGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new FakeGateway();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--env MODE=fast --env EMPTY= | env { name: 'MODE' value: 'fast' } env { name: 'EMPTY' }",
                "--env A=b=c | env { name: 'A' value: 'b=c' }",
                "--env-from-secret DB_PASSWORD=db/password | env { name: 'DB_PASSWORD' value_from { secret_key_ref { name: 'db' key: 'password' } } }",
                "--env-from-config-map REGION=site/region | env { name: 'REGION' value_from { config_map_key_ref { name: 'site' key: 'region' } } }",
                "--env HF_TOKEN=none --plain | env { name: 'HF_TOKEN' value: 'none' }",
                "--command sh --command -c --arg=--port --arg --wait | command: ['sh', '-c'] args: ['--port', '--wait']"
            })
    void createAsksForIt(String options, String asked) throws Exception {
        var result = ds("deployment create --model-name m -d minikube -i image:1 " + options);

        assertThat(result.err()).doesNotContain("--env").doesNotContain("usage");
        assertThat(gateway.requests)
                .containsExactly(CreateDeploymentRequest.newBuilder()
                        .setDeployer("minikube")
                        .setDeployment(model(asked))
                        .build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--env A=2 | env { name: 'A' value: '2' } env { name: 'B' value: '$(A)' } command: 'sh' args: '-v'",
                "--env A- | env { name: 'B' value: '$(A)' } command: 'sh' args: '-v'",
                "--env-from-secret A=s/k --env C=3 | env { name: 'A' value_from { secret_key_ref { name: 's' key: 'k' } } } env { name: 'B' value: '$(A)' } env { name: 'C' value: '3' } command: 'sh' args: '-v'",
                "--command= --arg= | env { name: 'A' value: '1' } env { name: 'B' value: '$(A)' }",
                "--arg a --arg b | env { name: 'A' value: '1' } env { name: 'B' value: '$(A)' } command: 'sh' args: ['a', 'b']"
            })
    void updateChangesWhatIsNamedAndNothingElse(String options, String asked) throws Exception {
        have("env { name: 'A' value: '1' } env { name: 'B' value: '$(A)' } command: 'sh' args: '-v'");

        ds("deployment update m " + options);

        assertThat(gateway.requests)
                .last()
                .isEqualTo(UpdateDeploymentRequest.newBuilder()
                        .setDeployment(model(asked))
                        .build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--env MODE | ds: --env: 'MODE' is neither KEY=VALUE nor KEY-",
                "--env-from-secret A=db | ds: --env-from-secret: A needs a name and a key: give A=SECRET/KEY",
                "--env-from-config-map A- | ds: --env-from-config-map: A needs a name and a key: give A=MAP/KEY",
                "--namespace models --env HF_TOKEN=hf_1234 | ds: --env: HF_TOKEN looks like the name of a secret, and whoever may see the model deployment would see its value. Make a Secret in the cluster: kubectl -n models create secret generic SECRET --from-literal=KEY=..., and give --env-from-secret HF_TOKEN=SECRET/KEY instead; or give --plain too, if it is none"
            })
    void aMistakeIsSaidInOneLineAndNothingIsAskedFor(String options, String said) {
        var result = ds("deployment create --model-name m -d minikube -i image:1 " + options);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines().toList()).containsExactly(said);
        assertThat(gateway.requests).isEmpty();
    }

    @Test
    void getShowsThem() throws Exception {
        have("env { name: 'MODE' value: 'fast' }"
                + " env { name: 'PW' value_from { secret_key_ref { name: 'db' key: 'password' } } }"
                + " env { name: 'REGION' value_from { config_map_key_ref { name: 'site' key: 'region' } } }"
                + " command: ['sh', '-c'] args: 'serve'");

        assertThat(ds("deployment get m").out()).contains("""
                Environment:              MODE=fast, PW from Secret db/password, REGION from ConfigMap site/region
                Command:                  sh -c
                Arguments:                serve
                """);
        assertThat(ds("deployment get m -o json").out()).contains("""
                  "env" : [ {
                    "name" : "MODE",
                    "value" : "fast",
                    "secret" : null,
                    "configMap" : null,
                    "key" : null
                  }, {
                    "name" : "PW",
                    "value" : null,
                    "secret" : "db",
                    "configMap" : null,
                    "key" : "password"
                  }, {
                    "name" : "REGION",
                    "value" : null,
                    "secret" : null,
                    "configMap" : "site",
                    "key" : "region"
                  } ],
                  "command" : [ "sh", "-c" ],
                  "args" : [ "serve" ],
                """.indent(0));
    }

    private DsRun.Result ds(String line) {
        List<String> words = new ArrayList<>(Arrays.asList(line.trim().split(" +")));
        return DsRun.against(gateway).ds(words.toArray(String[]::new));
    }

    private void have(String asked) throws TextFormat.ParseException {
        gateway.deployments.add(
                ModelDeployment.newBuilder().setDeployment(model(asked)).build());
    }

    private static Deployment model(String asked) throws TextFormat.ParseException {
        Deployment defaults = ModelSpec.ofDefaults("default", "m", "image:1");
        return defaults.toBuilder()
                .setDeployment(
                        defaults.getDeployment().toBuilder().mergeFrom(TextFormat.parse(asked, DeploymentSpec.class)))
                .build();
    }
}
