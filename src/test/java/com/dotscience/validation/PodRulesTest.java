package com.dotscience.validation;

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
                "tolerations { key: 'a b' operator: 'Exists' } | toleration must be a name of",
                "tolerations { key: 'a' operator: 'Like' } | toleration 'a' operator must be one of Equal, Exists, not 'Like'",
                "tolerations { key: 'a' effect: 'NoRun' } | toleration 'a' effect must be one of NoSchedule, PreferNoSchedule, NoExecute, not 'NoRun'",
                "tolerations { key: 'a' operator: 'Exists' value: 'b' } | toleration 'a' must have no value with the operator Exists",
                "tolerations { value: 'b' } | toleration must name a taint, or have the operator Exists for all of them",
                "tolerations { key: 'a' toleration_seconds: 1 effect: 'NoSchedule' } | toleration 'a' must have the effect NoExecute if it ends after some seconds",
                "topology_spread { } | topology spread must be a name of",
                "topology_spread { topology_key: 'zone' max_skew: -1 } | topology spread over 'zone' must differ by at least one pod, not -1",
                "topology_spread { topology_key: 'zone' when_unsatisfiable: 'Wait' } | topology spread over 'zone' must be one of DoNotSchedule, ScheduleAnyway, not 'Wait'",
                "topology_spread { topology_key: 'a' } topology_spread { topology_key: 'a' } | topology spread over 'a' is given twice",
                "priority_class: 'A' | priority class must be a DNS name",
                "service_account: 'A' | service account must be a DNS name",
                "security_context { run_as_user: 0 } | run as user must be 1 to 2147483647, not 0",
                "security_context { run_as_group: -1 } | run as group must be 0 to 2147483647, not -1",
                "security_context { fs_group: 2147483648 } | fs group must be 0 to 2147483647, not 2147483648",
                "security_context { supplemental_groups: -1 } | supplemental group must be 0 to 2147483647, not -1",
                "security_context { supplemental_groups: [1, 1] } | supplemental group '1' is given twice",
                "security_context { drop_capabilities: 'net raw' } | dropped capability must be ALL or one such as NET_RAW, not 'net raw'",
                "security_context { drop_capabilities: ['ALL', 'ALL'] } | dropped capability 'ALL' is given twice",
                "volumes { name: 'A' } | volume must be 1 to 63 lower-case letters",
                "volumes { name: 'a' mount_path: '/a' } | volume 'a' must be a claim or a ConfigMap",
                "volumes { name: 'a' claim: 'A' mount_path: '/a' } | volume 'a' claim must be a DNS name",
                "volumes { name: 'a' config_map: '' mount_path: '/a' } | volume 'a' ConfigMap must be a DNS name",
                "volumes { name: 'a' claim: 'b' mount_path: 'a' } | volume 'a' mount path must be the full path of a directory",
                "volumes { name: 'a' claim: 'b' mount_path: '/' } | volume 'a' mount path must be the full path of a directory",
                "volumes { name: 'a' claim: 'b' mount_path: '/a:b' } | volume 'a' mount path must be",
                "volumes { name: 'a' claim: 'b' mount_path: '/a/../b' } | volume 'a' mount path must be",
                "volumes { name: 'a' claim: 'b' mount_path: '/a' sub_path: '/b' } | volume 'a' sub path must be a path in the volume",
                "volumes { name: 'a' claim: 'b' mount_path: '/a' sub_path: 'b/..' } | volume 'a' sub path must be",
                "volumes { name: 'a' claim: 'b' mount_path: '/a' } volumes { name: 'a' claim: 'c' mount_path: '/c' } | volume 'a' is given twice",
                "volumes { name: 'a' claim: 'b' mount_path: '/a' } volumes { name: 'c' claim: 'c' mount_path: '/a' } | volume 'c' mount path /a is taken",
                "shared_memory: '1Gi' volumes { name: 'a' claim: 'b' mount_path: '/dev/shm' } | volume 'a' mount path /dev/shm is taken",
                "volumes { name: 'shared-memory' claim: 'b' mount_path: '/a' } | volume 'shared-memory' is given twice, or has the name",
                "pod_labels { key: 'a b' value: '' } | pod label must be a name of",
                "pod_labels { key: 'a' value: 'a b' } | pod label 'a' must be empty or up to 63",
                "pod_labels { key: 'deployment' value: 'x' } | pod label 'deployment' is one by which Kubernetes or the deployer tells objects apart",
                "pod_annotations { key: 'a b' value: '' } | pod annotation must be a name of",
                "pod_annotations { key: 'deployer.dotscience.com/a' value: '' } | pod annotation 'deployer.dotscience.com/a' is the deployer's own",
                "autoscaling { min_replicas: 1 } | autoscaling needs max replicas: say how many may run at most",
                "autoscaling { max_replicas: 10001 cpu_percent: 1 } | max replicas must be 0 to 10000, not 10001",
                "autoscaling { max_replicas: 2 min_replicas: 3 cpu_percent: 1 } | min replicas must be at most max replicas 2, not 3",
                "autoscaling { max_replicas: 2 cpu_percent: -1 } | cpu percent must be 0 to 1000, not -1",
                "autoscaling { max_replicas: 2 } | autoscaling needs something to go by: cpu percent, or requests in flight",
                "autoscaling { max_replicas: 2 cpu_percent: 80 } | cpu percent needs a request of cpu",
                "autoscaling { max_replicas: 2 requests_in_flight: 4 } | requests in flight needs a model-proxy",
                "min_available: '0' | min available must be 1 to 10000 pods, or a share of them, 1% to 100%, not '0'",
                "min_available: '101%' | min available must be 1 to 10000 pods, or a share of them, 1% to 100%, not '101%'",
                "min_available: '10001' | min available must be 1 to 10000 pods",
                "min_available: 'all' | min available must be 1 to 10000 pods",
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
                "readiness { type: 'GRPC' } | readiness must be one of None, HTTP, TCP, TensorFlowServing, OpenInference, not 'GRPC'",
                "readiness { port: 8501 } | readiness must be one of",
                "readiness { type: 'HTTP' } | readiness path must be a path such as /metrics",
                "readiness { type: 'TCP' path: '/up' } | readiness path is for HTTP, not for TCP",
                "readiness { type: 'HTTP' path: '/up' model: 'signs' } | readiness model is for TensorFlowServing and OpenInference, not for HTTP",
                "readiness { type: 'OpenInference' model: 'a/b' } | readiness model must be 1 to 128",
                "readiness { type: 'TCP' port: 70000 } | readiness port must be 1 to 65535, not 70000",
                "start_up_seconds: -1 | start-up time must be 1 to 86400 s, or 0 for the default, not -1",
                "termination_grace_period_seconds: 86401 | termination grace period must be 1 to 86400 s",
                "drain { seconds: 3601 } | drain must be 1 to 3600 s, or 0 for the default, not 3601",
                "drain { seconds: 5 } termination_grace_period_seconds: 5 | termination grace period must be longer than the drain of 5 s, or 0 for 30 s beside it, not 5",
                "rollout { strategy: 'Blue' } | strategy must be one of RollingUpdate, Recreate, not 'Blue'",
                "rollout { max_surge: '101%' } | max surge must be a number such as 1, or up to 100%, not '101%'",
                "rollout { max_unavailable: '-1' } | max unavailable must be a number such as 1",
                "rollout { max_surge: '0' max_unavailable: '0%' } | max surge and max unavailable must not both be 0",
                "rollout { strategy: 'Recreate' max_surge: '1' } | max surge must be empty with the strategy Recreate",
                "rollout { progress_deadline_seconds: -1 } | progress deadline must be 1 to 604800 s",
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
                "tolerations { operator: 'Exists' } tolerations { key: 'a.b/c' value: 'd' effect: 'NoExecute' toleration_seconds: 0 }",
                "topology_spread { topology_key: 'kubernetes.io/hostname' max_skew: 2 when_unsatisfiable: 'DoNotSchedule' } topology_spread { topology_key: 'zone' }",
                "autoscaling { max_replicas: 2 cpu_percent: 80 } resources { limits { key: 'cpu' value: '1' } }",
                "min_available: '10000'",
                "min_available: '100%'",
                "priority_class: 'system.high' service_account: 'reader'",
                "security_context { run_as_user: 1 run_as_group: 0 fs_group: 0 supplemental_groups: [0, 2147483647] run_as_non_root: true drop_capabilities: ['ALL', 'NET_RAW'] }",
                "volumes { name: 'a' claim: 'b.c' mount_path: '/a/..b' sub_path: 'v..3/x y' } volumes { name: 'b' config_map: 'c' mount_path: '/dev/shm' }",
                "pod_labels { key: 'app.kubernetes.io/name' value: '' } pod_annotations { key: 'Example.com/A' value: 'any\\nthing' } pod_annotations { key: 'prometheus.io/scrape' value: 'true' }",
                "image_pull_policy: 'IfNotPresent' image_pull_secrets { name: 'a.b' } image_pull_secrets { name: 'c' } shared_memory: '8Gi'",
                "resources { limits { key: 'cpu' value: '0.5' } requests { key: 'cpu' value: '500m' } }",
                "resources { limits { key: 'nvidia.com/gpu' value: '1' } requests { key: 'memory' value: '8Gi' } }",
                "resources { requests { key: 'ephemeral-storage' value: '1G' } }",
                "readiness { type: 'OpenInference' model: 'signs' port: 8000 } start_up_seconds: 600",
                "readiness { type: 'None' }",
                "drain { seconds: 5 } termination_grace_period_seconds: 6",
                "rollout { max_surge: '0' max_unavailable: '100%' progress_deadline_seconds: 1 }",
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
