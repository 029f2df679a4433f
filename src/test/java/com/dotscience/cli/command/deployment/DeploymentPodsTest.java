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
                "--cpu 500m:2 --memory 8Gi --gpu 1 | resources { requests { key: 'cpu' value: '500m' } limits { key: 'cpu' value: '2' } requests { key: 'memory' value: '8Gi' } limits { key: 'memory' value: '8Gi' } limits { key: 'nvidia.com/gpu' value: '1' } }",
                "--gpu amd.com/gpu=2 | resources { limits { key: 'amd.com/gpu' value: '2' } }",
                "--pull-secret a --pull-secret b --pull-policy always --shared-memory 8Gi | image_pull_secrets { name: 'a' } image_pull_secrets { name: 'b' } image_pull_policy: 'Always' shared_memory: '8Gi'",
                "--node-selector disk=ssd --node-selector a.b/gpu= | node_selector { key: 'disk' value: 'ssd' } node_selector { key: 'a.b/gpu' value: '' }",
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
                "--shared-memory lots | ds: --shared-memory: 'lots' is no quantity such as 500m, 2 or 8Gi",
                "--pull-policy Often | ds: --pull-policy: 'Often' is none of Always, IfNotPresent, Never",
                "--cpu lots | ds: --cpu: 'lots' is no quantity such as 500m, 2 or 8Gi",
                "--memory 2Gi:1Gi | ds: --memory: 2Gi is more than the most, 1Gi",
                "--gpu =1 | ds: --gpu: '=1' is neither a whole number nor NAME=N",
                "--gpu 0.5 | ds: --gpu: '0.5' is neither a whole number nor NAME=N",
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
    void howImagesArePulledIsTakenBack() throws Exception {
        have(
                "image_pull_secrets { name: 'a' } image_pull_secrets { name: 'b' } image_pull_policy: 'Always' shared_memory: '8Gi'"
                        + " node_selector { key: 'disk' value: 'ssd' }");

        ds("deployment update m --node-selector disk- --pull-secret a- --pull-policy= --shared-memory=");

        assertThat(gateway.requests)
                .last()
                .isEqualTo(UpdateDeploymentRequest.newBuilder()
                        .setDeployment(model("image_pull_secrets { name: 'b' }"))
                        .build());
    }

    @Test
    void resourcesAreTakenOffOneByOne() throws Exception {
        have("resources { requests { key: 'cpu' value: '1' } limits { key: 'cpu' value: '1' }"
                + " limits { key: 'nvidia.com/gpu' value: '1' } }");

        ds("deployment update m --gpu 0");

        assertThat(gateway.requests)
                .last()
                .isEqualTo(UpdateDeploymentRequest.newBuilder()
                        .setDeployment(model(
                                "resources { requests { key: 'cpu' value: '1' } limits { key: 'cpu' value: '1' } }"))
                        .build());
        have("resources { requests { key: 'cpu' value: '1' } limits { key: 'cpu' value: '1' } }");
        ds("deployment update m --cpu=");
        assertThat(gateway.requests)
                .last()
                .isEqualTo(UpdateDeploymentRequest.newBuilder()
                        .setDeployment(model(""))
                        .build());
    }

    @Test
    void getShowsThem() throws Exception {
        have("env { name: 'MODE' value: 'fast' }"
                + " env { name: 'PW' value_from { secret_key_ref { name: 'db' key: 'password' } } }"
                + " env { name: 'REGION' value_from { config_map_key_ref { name: 'site' key: 'region' } } }"
                + " command: ['sh', '-c'] args: 'serve'"
                + " resources { requests { key: 'cpu' value: '500m' } limits { key: 'cpu' value: '2' }"
                + " requests { key: 'memory' value: '1Gi' } limits { key: 'nvidia.com/gpu' value: '1' } }");

        assertThat(ds("deployment get m").out()).contains("""
                Environment:              MODE=fast, PW from Secret db/password, REGION from ConfigMap site/region
                Command:                  sh -c
                Arguments:                serve
                Resources:                cpu 500m to 2, memory at least 1Gi, nvidia.com/gpu 1
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
                  "resources" : {
                    "limits" : {
                      "cpu" : "2",
                      "nvidia.com/gpu" : "1"
                    },
                    "requests" : {
                      "cpu" : "500m",
                      "memory" : "1Gi"
                    }
                  },
                """.indent(0));
    }

    private DsRun.Result ds(String line) {
        List<String> words = new ArrayList<>(Arrays.asList(line.trim().split(" +")));
        return DsRun.against(gateway).ds(words.toArray(String[]::new));
    }

    private void have(String asked) throws TextFormat.ParseException {
        gateway.deployments.clear();
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
