package com.dotscience.deployer.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where pods run, as whom, and what they read, to the letter. */
@Pure
class PlacementAndSecurityTest {

    private static final String PROXY = "metrics { image: 'proxy:1' classes: '[\"cat\"]' }";

    @Test
    void thePodToleratesTaints() throws Exception {
        assertThat(ModelContainers.template("""
                        deployment {
                          tolerations { key: 'nvidia.com/gpu' operator: 'Exists' }
                          tolerations { key: 'spot' value: 'yes' effect: 'NoExecute' toleration_seconds: 0 }
                          tolerations { operator: 'Exists' effect: 'NoSchedule' }
                        }
                        """).at("/spec/tolerations")).isEqualTo(ModelContainers.read("""
                [{"key": "nvidia.com/gpu", "operator": "Exists"},
                 {"key": "spot", "operator": "Equal", "value": "yes", "effect": "NoExecute", "tolerationSeconds": 0},
                 {"operator": "Exists", "effect": "NoSchedule"}]
                """));
    }

    @Test
    void thePodIsSpreadAmongThoseOfItsModelDeployment() throws Exception {
        assertThat(ModelContainers.template("""
                        deployment {
                          topology_spread { topology_key: 'kubernetes.io/hostname' }
                          topology_spread { topology_key: 'zone' max_skew: 2 when_unsatisfiable: 'DoNotSchedule' }
                        }
                        """).at("/spec/topologySpreadConstraints"))
                .isEqualTo(ModelContainers.read("""
                [{"maxSkew": 1, "topologyKey": "kubernetes.io/hostname", "whenUnsatisfiable": "ScheduleAnyway",
                  "labelSelector": {"matchLabels": {"deployment": "0ddb4984-802b-4a0f-a81e-9479f280b1ea"}}},
                 {"maxSkew": 2, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule",
                  "labelSelector": {"matchLabels": {"deployment": "0ddb4984-802b-4a0f-a81e-9479f280b1ea"}}}]
                """));
    }

    @Test
    void thePodHasItsPriorityClassAndItsServiceAccountInBothFieldsThatKubernetesKeepsItIn() throws Exception {
        assertThat(ModelContainers.template("deployment { priority_class: 'high' service_account: 'reader' }")
                        .path("spec"))
                .isEqualTo(ModelContainers.read("""
                {"automountServiceAccountToken": false,
                 "serviceAccountName": "reader", "serviceAccount": "reader",
                 "priorityClassName": "high",
                 "securityContext": {"seccompProfile": {"type": "RuntimeDefault"}},
                 "containers": [
                   {"name": "model", "image": "model:1", "securityContext": {"allowPrivilegeEscalation": false}}]}
                """));
    }

    @Test
    void theModelRunsAsItsUserAndWhatTheStandardRestrictedAsksForHoldsForTheProxyToo() throws Exception {
        var template = ModelContainers.template("""
                deployment { ports: 8501 security_context {
                  run_as_user: 1001 run_as_group: 0 run_as_non_root: true read_only_root_filesystem: true
                  drop_capabilities: 'ALL' fs_group: 2000 supplemental_groups: [3000, 3001] } }
                """ + PROXY);

        assertThat(template.at("/spec/securityContext")).isEqualTo(ModelContainers.read("""
                {"runAsNonRoot": true, "fsGroup": 2000, "supplementalGroups": [3000, 3001],
                 "seccompProfile": {"type": "RuntimeDefault"}}
                """));
        assertThat(template.at("/spec/containers/0/securityContext")).isEqualTo(ModelContainers.read("""
                {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}, "readOnlyRootFilesystem": true,
                 "runAsUser": 1001, "runAsGroup": 0}
                """));
        assertThat(template.at("/spec/containers/1/securityContext")).isEqualTo(ModelContainers.read("""
                {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}}
                """));
    }

    @Test
    void theModelReadsVolumesBesideTheMemoryThatItShares() throws Exception {
        var spec = ModelContainers.template("""
                deployment { shared_memory: '64Mi'
                  volumes { name: 'weights' claim: 'llama' mount_path: '/models' sub_path: 'v3' }
                  volumes { name: 'labels' config_map: 'signs' mount_path: '/etc/labels' } }
                """).path("spec");

        assertThat(spec.path("volumes")).isEqualTo(ModelContainers.read("""
                [{"name": "shared-memory", "emptyDir": {"medium": "Memory", "sizeLimit": "64Mi"}},
                 {"name": "weights", "persistentVolumeClaim": {"claimName": "llama", "readOnly": true}},
                 {"name": "labels", "configMap": {"name": "signs", "defaultMode": 420}}]
                """));
        assertThat(spec.at("/containers/0/volumeMounts")).isEqualTo(ModelContainers.read("""
                [{"name": "shared-memory", "mountPath": "/dev/shm"},
                 {"name": "weights", "mountPath": "/models", "subPath": "v3", "readOnly": true},
                 {"name": "labels", "mountPath": "/etc/labels", "readOnly": true}]
                """));
    }

    @Test
    void thePodsHaveAnnotationsAndLabelsBesideThoseOfTheDeployerAndTheProxy() throws Exception {
        assertThat(ModelContainers.template("""
                        deployment { ports: 8501
                          pod_annotations { key: 'prometheus.io/probe' value: 'no' } pod_labels { key: 'team' value: 'vision' } }
                        """ + PROXY).path("metadata")).isEqualTo(ModelContainers.read("""
                {"annotations": {"prometheus.io/probe": "no", "prometheus.io/scrape": "true",
                                 "prometheus.io/path": "/api/metrics", "prometheus.io/port": "9502"},
                 "labels": {"team": "vision", "deployment": "0ddb4984-802b-4a0f-a81e-9479f280b1ea"}}
                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "security_context { run_as_user: 0 } | deployment.security_context.run_as_user is 0: it has to be from 1, since 0 is root",
                "volumes { name: 'a' mount_path: '/a' } | deployment.volumes has a without a source: name a claim or a ConfigMap",
                "volumes { name: 'a' claim: 'a' mount_path: '/a' } volumes { name: 'a' claim: 'b' mount_path: '/b' } | deployment.volumes has the name a twice: choose another",
                "volumes { name: 'a' claim: 'a' mount_path: '/a' } volumes { name: 'b' claim: 'b' mount_path: '/a' } | deployment.volumes has the mount_path /a twice: choose another",
                "shared_memory: '1Gi' volumes { name: 'shared-memory' claim: 'a' mount_path: '/a' } | deployment.volumes has the name shared-memory twice: choose another",
                "pod_labels { key: 'deployment' value: 'x' } | deployment.pod_labels has the key deployment, by which Kubernetes or the deployer tells objects apart: choose another key",
                "pod_annotations { key: 'deployer.dotscience.com/applied' value: 'x' } | deployment.pod_annotations has the key deployer.dotscience.com/applied, by which the deployer remembers things: choose another key",
                "ports: 8501 pod_annotations { key: 'prometheus.io/port' value: '1' } | deployment.pod_annotations has the key prometheus.io/port, by which the model-proxy is found: choose another key"
            })
    void whatCannotBeIsRefusedInWords(String asked, String saying) {
        assertThatThrownBy(() -> ModelContainers.template("deployment { " + asked + " } " + PROXY))
                .isInstanceOf(InvalidModelDeploymentException.class)
                .hasMessage(saying);
    }
}
