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
                "--toleration nvidia.com/gpu --toleration team=vision:NoExecute | tolerations { key: 'nvidia.com/gpu' operator: 'Exists' } tolerations { key: 'team' operator: 'Equal' value: 'vision' effect: 'NoExecute' }",
                "--spread nodes --spread zones=required --spread a.b/rack | topology_spread { topology_key: 'kubernetes.io/hostname' } topology_spread { topology_key: 'topology.kubernetes.io/zone' when_unsatisfiable: 'DoNotSchedule' } topology_spread { topology_key: 'a.b/rack' }",
                "--min 2 --max 5 --cpu-percent 80 --requests-in-flight 4 | autoscaling { min_replicas: 2 max_replicas: 5 cpu_percent: 80 requests_in_flight: 4 }",
                "--min-available 50% | min_available: '50%'",
                "--priority-class high --service-account reader | priority_class: 'high' service_account: 'reader'",
                "--run-as-user 1001 --run-as-group 0 --fs-group 2 --supplemental-group 3 --supplemental-group 4 --run-as-non-root --read-only-root --drop-capability all | security_context { run_as_user: 1001 run_as_group: 0 fs_group: 2 supplemental_groups: [3, 4] run_as_non_root: true read_only_root_filesystem: true drop_capabilities: 'ALL' }",
                "--volume w=claim:llama:/models --volume l=config-map:signs:/etc/labels | volumes { name: 'w' claim: 'llama' mount_path: '/models' } volumes { name: 'l' config_map: 'signs' mount_path: '/etc/labels' }",
                "--pod-annotation a.b/c=d=e --pod-label team=vision | pod_annotations { key: 'a.b/c' value: 'd=e' } pod_labels { key: 'team' value: 'vision' }",
                "--readiness-path /up --readiness-port 8502 --start-up 10m | readiness { type: 'HTTP' path: '/up' port: 8502 } start_up_seconds: 600",
                "--readiness none | readiness { type: 'None' }",
                "--readiness open-inference --readiness-model signs | readiness { type: 'OpenInference' model: 'signs' }",
                "--start-up 1d | start_up_seconds: 86400",
                "--grace-period 1m30s --drain 10s --drain-by image | termination_grace_period_seconds: 90 drain { seconds: 10 image_sleep: true }",
                "--strategy recreate --progress-deadline 20m | rollout { strategy: 'Recreate' progress_deadline_seconds: 1200 }",
                "--max-surge 0 --max-unavailable 25% | rollout { max_surge: '0' max_unavailable: '25%' }",
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
                "--readiness grpc | ds: --readiness: 'grpc' is none of none, http, tcp, tensorflow-serving, open-inference",
                "--readiness tcp --readiness-path /up | ds: --readiness-path: is for --readiness http, not for tcp",
                "--readiness-port 8502 | ds: --readiness-port: there is nothing to look at without --readiness: give both",
                "--drain-by image | ds: --drain-by: nobody waits without --drain: give both",
                "--drain 5s --drain-by me | ds: --drain-by: 'me' is none of kubelet, image",
                "--strategy blue | ds: --strategy: 'blue' is none of RollingUpdate, Recreate",
                "--shared-memory lots | ds: --shared-memory: 'lots' is no quantity such as 500m, 2 or 8Gi",
                "--pull-policy Often | ds: --pull-policy: 'Often' is none of Always, IfNotPresent, Never",
                "--toleration =a | ds: --toleration: '=a' is neither KEY[=VALUE][:EFFECT] nor KEY-",
                "--spread nodes=always | ds: --spread: 'nodes=always' is none of nodes, zones, LABEL, these with =required, and OVER-",
                "--run-as-user root | ds: --run-as-user: 'root' is no id, which is a number such as 1001",
                "--volume w=llama | ds: --volume: 'w=llama' is neither NAME=claim:CLAIM:/PATH nor NAME=config-map:MAP:/PATH nor NAME-",
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "soon | 'soon' is neither 0 nor a span of time such as 90s, 10m or 1h30m",
                "40d | '40d' is longer than 31d"
            })
    void aSpanOfTimeThatIsNoneIsSaid(String given, String said) {
        var result = ds("deployment create --model-name m -d minikube -i image:1 --drain " + given);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("'--drain': " + said);
        assertThat(gateway.requests).isEmpty();
    }

    @Test
    void whereAndAsWhomPodsRunIsTakenBack() throws Exception {
        have("tolerations { key: 'gpu' operator: 'Exists' } tolerations { key: 'spot' operator: 'Exists' }"
                + " topology_spread { topology_key: 'kubernetes.io/hostname' } topology_spread { topology_key: 'rack' }"
                + " priority_class: 'high' service_account: 'reader'"
                + " security_context { run_as_user: 1 run_as_group: 2 fs_group: 3 supplemental_groups: 4"
                + " run_as_non_root: true read_only_root_filesystem: true drop_capabilities: ['NET_RAW', 'ALL'] }"
                + " volumes { name: 'a' claim: 'a' mount_path: '/a' } volumes { name: 'b' claim: 'b' mount_path: '/b' }"
                + " pod_annotations { key: 'a' value: '' } pod_labels { key: 'b' value: '' }");

        ds("deployment update m --toleration gpu- --spread nodes- --priority-class= --service-account= --run-as-user="
                + " --run-as-group= --fs-group= --supplemental-group 4- --no-run-as-non-root --no-read-only-root"
                + " --drop-capability all- --drop-capability net_raw --volume a- --volume b=config-map:c:/c"
                + " --pod-annotation a- --pod-label b-");

        assertThat(gateway.requests)
                .last()
                .isEqualTo(UpdateDeploymentRequest.newBuilder()
                        .setDeployment(model("tolerations { key: 'spot' operator: 'Exists' }"
                                + " topology_spread { topology_key: 'rack' }"
                                + " security_context { drop_capabilities: 'NET_RAW' }"
                                + " volumes { name: 'b' config_map: 'c' mount_path: '/c' }"))
                        .build());

        have("security_context { run_as_user: 1 }");
        ds("deployment update m --run-as-user=");
        assertThat(gateway.requests)
                .last()
                .isEqualTo(UpdateDeploymentRequest.newBuilder()
                        .setDeployment(model(""))
                        .build());
    }

    @Test
    void howPodsLiveIsTakenBack() throws Exception {
        have("readiness { type: 'HTTP' path: '/up' port: 8502 } start_up_seconds: 60"
                + " termination_grace_period_seconds: 60 drain { seconds: 5 image_sleep: true }"
                + " rollout { max_surge: '0' progress_deadline_seconds: 60 }");

        ds("deployment update m --readiness tcp --start-up 0 --grace-period 0 --drain 0 --strategy Recreate"
                + " --progress-deadline 0");

        assertThat(gateway.requests)
                .last()
                .isEqualTo(UpdateDeploymentRequest.newBuilder()
                        .setDeployment(model("readiness { type: 'TCP' } rollout { strategy: 'Recreate' }"))
                        .build());
    }

    @Test
    void getShowsWhereAndAsWhomPodsRun() throws Exception {
        have(
                "tolerations { key: 'gpu' operator: 'Exists' } tolerations { operator: 'Exists' effect: 'NoExecute' toleration_seconds: 9 }"
                        + " topology_spread { topology_key: 'rack' when_unsatisfiable: 'DoNotSchedule' } priority_class: 'high'"
                        + " volumes { name: 'w' claim: 'llama' mount_path: '/models' sub_path: 'v3' }"
                        + " volumes { name: 'l' config_map: 'signs' mount_path: '/etc/labels' }"
                        + " pod_annotations { key: 'a' value: 'b' } pod_labels { key: 'c' value: 'd' } service_account: 'reader'"
                        + " security_context { run_as_user: 1 run_as_group: 0 fs_group: 3 supplemental_groups: [4, 5]"
                        + " run_as_non_root: true read_only_root_filesystem: true drop_capabilities: 'ALL' }");

        assertThat(ds("deployment get m").out()).contains("""
                Tolerations:              gpu, every taint:NoExecute for 9 s
                Spread over:              rack (required)
                Priority class:           high
                Volumes:                  /models from claim llama/v3, /etc/labels from ConfigMap signs
                Pod annotations:          a=b
                Pod labels:               c=d
                Service account:          reader
                Security:                 user 1, group 0, groups 4 5, volumes of group 3, not root, read-only root, without ALL
                """);
        assertThat(ds("deployment get m -o json").out()).contains("""
                  "tolerations" : [ {
                    "key" : "gpu",
                    "operator" : "Exists",
                    "value" : null,
                    "effect" : null,
                    "tolerationSeconds" : null
                  }, {
                    "key" : null,
                    "operator" : "Exists",
                    "value" : null,
                    "effect" : "NoExecute",
                    "tolerationSeconds" : 9
                  } ],
                  "topologySpread" : [ {
                    "topologyKey" : "rack",
                    "maxSkew" : 1,
                    "whenUnsatisfiable" : "DoNotSchedule"
                  } ],
                  "priorityClass" : "high",
                  "volumes" : [ {
                    "name" : "w",
                    "claim" : "llama",
                    "configMap" : null,
                    "mountPath" : "/models",
                    "subPath" : "v3"
                  }, {
                    "name" : "l",
                    "claim" : null,
                    "configMap" : "signs",
                    "mountPath" : "/etc/labels",
                    "subPath" : null
                  } ],
                  "podAnnotations" : {
                    "a" : "b"
                  },
                  "podLabels" : {
                    "c" : "d"
                  },
                  "serviceAccount" : "reader",
                  "securityContext" : {
                    "runAsUser" : 1,
                    "runAsGroup" : 0,
                    "runAsNonRoot" : true,
                    "readOnlyRootFilesystem" : true,
                    "dropCapabilities" : [ "ALL" ],
                    "fsGroup" : 3,
                    "supplementalGroups" : [ 4, 5 ]
                  },
                """.indent(0));
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
