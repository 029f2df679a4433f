package com.dotscience.cli.command.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.Version;
import com.dotscience.api.management.ListDeploymentsRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.testing.Embedded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code get} and {@code ls} show. */
@Embedded
class DeploymentCommandsTest {

    @RegisterExtension
    final FakeGateway gateway = FakeGateway.start();

    @Test
    void aWideListHasMoreColumnsAndIsNotCutToTheTerminal() {
        CatsAndDogs.addTo(gateway);

        assertThat(DsRun.against(gateway).inColumns(40).ds("deployment", "ls", "-o", "wide"))
                .isEqualTo(new DsRun.Result(0, """
                        NAME   NAMESPACE   DEPLOYER   PHASE     READY   URL                     IMAGE              AGE          GENERATION   ID        MESSAGE
                        cats   default     minikube   Pending   0/1     -                       quay.io/a/cats:7   11 seconds   -            id-cats   -
                        dogs   models      minikube   Failed    1/3     https://dogs.acme.com   dogs               11 seconds   -            id-dogs   image not found
                        """, ""));
    }

    @Test
    void createAndGetPrintTheSameJson() {
        var create = "deployment create --model-name m -d minikube -i image:1 --host h.example.com -o json";
        var created = DsRun.against(gateway).ds(create.split(" "));
        var got = DsRun.against(gateway).ds("deployment", "get", "m", "-o", "json");

        assertThat(created).isEqualTo(new DsRun.Result(0, """
                {
                  "id" : "0ddb4984-802b-4a0f-a81e-9479f280b1ea",
                  "name" : "m",
                  "namespace" : "default",
                  "deployer" : "minikube",
                  "deployerId" : "76bb48e5-81ad-4f61-ae59-52a128b5d2e3",
                  "status" : "pending",
                  "stale" : false,
                  "message" : null,
                  "remark" : null,
                  "replicas" : 1,
                  "availableReplicas" : 0,
                  "desiredReplicas" : 0,
                  "updatedReplicas" : 0,
                  "readyReplicas" : 0,
                  "servable" : false,
                  "generation" : null,
                  "waiting" : null,
                  "paused" : null,
                  "deployerPaused" : null,
                  "deployerWindows" : [ ],
                  "replicasBeforeStop" : null,
                  "image" : "image:1",
                  "runningImage" : null,
                  "url" : "https://h.example.com",
                  "modelPort" : 8501,
                  "servicePorts" : [ {
                    "name" : "model-http",
                    "port" : 8501,
                    "targetPort" : 8501
                  } ],
                  "env" : [ ],
                  "command" : [ ],
                  "args" : [ ],
                  "resources" : {
                    "limits" : { },
                    "requests" : { }
                  },
                  "sharedMemory" : null,
                  "imagePullPolicy" : null,
                  "imagePullSecrets" : [ ],
                  "nodeSelector" : { },
                  "tolerations" : [ ],
                  "topologySpread" : [ ],
                  "priorityClass" : null,
                  "volumes" : [ ],
                  "podAnnotations" : { },
                  "podLabels" : { },
                  "serviceAccount" : null,
                  "securityContext" : {
                    "runAsUser" : null,
                    "runAsGroup" : null,
                    "runAsNonRoot" : false,
                    "readOnlyRootFilesystem" : false,
                    "dropCapabilities" : [ ],
                    "fsGroup" : null,
                    "supplementalGroups" : [ ]
                  },
                  "readiness" : {
                    "type" : null,
                    "path" : null,
                    "port" : null,
                    "model" : null
                  },
                  "startUpSeconds" : null,
                  "terminationGracePeriodSeconds" : null,
                  "drain" : {
                    "seconds" : 0,
                    "imageSleep" : false
                  },
                  "rollout" : {
                    "strategy" : null,
                    "maxSurge" : null,
                    "maxUnavailable" : null,
                    "progressDeadlineSeconds" : null
                  },
                  "serviceType" : "ClusterIP",
                  "host" : "h.example.com",
                  "additionalHosts" : [ ],
                  "path" : null,
                  "pathType" : null,
                  "ingressClass" : "webrelay",
                  "ingressAnnotations" : { },
                  "tlsSecret" : null,
                  "routeParents" : [ ],
                  "classes" : null,
                  "proxyImage" : null,
                  "proxyMemoryMib" : null,
                  "servedName" : null,
                  "modelMetricsPath" : null,
                  "modelMetricsPort" : null,
                  "recordUrl" : null,
                  "recordPercent" : null,
                  "recordMaxBytes" : null,
                  "maintenanceWindows" : [ ],
                  "serviceAccountToken" : false,
                  "privilegeEscalation" : false,
                  "unconfined" : false,
                  "labels" : { },
                  "minAvailable" : null,
                  "autoscaling" : null,
                  "restartedAt" : null,
                  "canary" : null,
                  "revision" : 1,
                  "reportedRevision" : 0,
                  "createdAt" : "2026-01-02T03:04:05Z",
                  "updatedAt" : "2026-01-02T03:04:05Z",
                  "reportedAt" : null,
                  "deployerSeenAt" : null
                }
                """, ""));
        assertThat(got.out()).isEqualTo(created.out().replace("\n}\n", ",\n  \"events\" : [ ]\n}\n"));
    }

    @Test
    void lsPrintsAnAlignedTable() {
        CatsAndDogs.addTo(gateway);

        var result = DsRun.against(gateway).ds("deployment", "ls", "-d", "minikube");

        assertThat(result).isEqualTo(new DsRun.Result(0, """
                NAME   NAMESPACE   DEPLOYER   PHASE     READY   URL                     IMAGE              AGE
                cats   default     minikube   Pending   0/1     -                       quay.io/a/cats:7   11 seconds
                dogs   models      minikube   Failed    1/3     https://dogs.acme.com   dogs               11 seconds
                """, ""));
        assertThat(gateway.requests)
                .containsExactly(ListDeploymentsRequest.newBuilder()
                        .setDeployer("minikube")
                        .build());
    }

    @Test
    void lsShowsOneNamespaceOnly() {
        CatsAndDogs.addTo(gateway);

        var result = DsRun.against(gateway).ds("deployment", "ls", "--namespace", "models");

        assertThat(result.out()).contains("dogs").doesNotContain("cats");
    }

    @Test
    void getPrintsAllThatThereIs() {
        CatsAndDogs.addTo(gateway);

        assertThat(DsRun.against(gateway).ds("deployment", "get", "dogs")).isEqualTo(new DsRun.Result(0, """
                Deployment ID:            id-dogs
                Deployment namespace:     models
                Deployment name:          dogs
                Deployer:                 minikube
                URL:                      https://dogs.acme.com
                Phase:                    Failed
                Message:                  image not found
                Ready:                    1/3
                Image:                    dogs
                Model ports:              8501
                Service type:             NodePort
                Service ports:            model-http 8501 to 9501, proxy-api 9502 to 9502
                Ingress class:            webrelay
                Classes:                  {"stop":0}
                Proxy image:              proxy:1
                Labels:                   a=b, team=vision
                Age:                      11 seconds
                Report age:               2 seconds
                """, ""));
    }

    @Test
    void getAndJsonShowHowTheModelProxyIs() {
        DsRun.against(gateway)
                .ds(("deployment create --model-name m -d d -i i:1 --record http://sink --record-percent 5"
                                + " --record-max-bytes 4096 --served-name signs --model-metrics-path /metrics"
                                + " --model-metrics-port 8002 --proxy-image p:1 --proxy-memory 256 --unconfined")
                        .split(" "));

        assertThat(DsRun.against(gateway).ds("deployment", "get", "m").out()).contains("""
                Proxy image:              p:1
                Proxy memory:             256 MiB
                Served name:              signs
                Model metrics:            port 8002, /metrics
                Recorded:                 5 of 100 requests, up to 4096 bytes, to http://sink
                Privileges:               unconfined
                """);
        assertThat(DsRun.against(gateway)
                        .ds("deployment", "get", "m", "-o", "json")
                        .out())
                .contains("""
                          "proxyImage" : "p:1",
                          "proxyMemoryMib" : 256,
                          "servedName" : "signs",
                          "modelMetricsPath" : "/metrics",
                          "modelMetricsPort" : 8002,
                          "recordUrl" : "http://sink",
                          "recordPercent" : 5,
                          "recordMaxBytes" : 4096,
                        """);
    }

    @Test
    void whatTheGatewayRemarksIsShown() {
        gateway.deployments.add(ModelDeployment.newBuilder()
                .setDeployment(Deployment.newBuilder().setId("i").setName("m"))
                .setRemark("deployer 'd' has version 0.1.0, which does not know served name")
                .build());

        assertThat(DsRun.against(gateway).ds("deployment", "get", "m").out())
                .contains(
                        "Remark:                   deployer 'd' has version 0.1.0, which does not know served name\n");
        assertThat(DsRun.against(gateway).ds("deployment", "ls", "-o", "json").out())
                .contains("\"remark\" : \"deployer 'd' has version 0.1.0, which does not know served name\"");
    }

    @Test
    void aProxyImageThatIsGoneIsNamedWithTheRemedy() {
        String gone = "quay.io/dotmesh/dotscience-model-proxy:latest";
        CatsAndDogs.addTo(gateway);
        have("signs", gone);
        have("tumours", gone);
        String image = "--proxy-image quay.io/dotmesh/dotscience-model-proxy:" + Version.current() + "\n";

        assertThat(DsRun.against(gateway).ds("deployment", "get", "signs").out())
                .contains(
                        "Remark:                   nobody can pull the proxy image any more: ds deployment update signs "
                                + image);
        assertThat(DsRun.against(gateway).ds("deployment", "get", "dogs").out()).doesNotContain("Remark");
        assertThat(DsRun.against(gateway).ds("deployment", "ls").err())
                .isEqualTo(
                        "ds: warning: nobody can pull the proxy image of signs, tumours any more: ds deployment update"
                                + " NAME " + image);
    }

    private void have(String name, String proxyImage) {
        gateway.deployments.add(ModelDeployment.newBuilder()
                .setDeployment(Deployment.newBuilder()
                        .setId("id-" + name)
                        .setName(name)
                        .setMetrics(MetricsSpec.newBuilder().setClasses("e30=").setImage(proxyImage)))
                .build());
    }

    @Test
    void nothingThatAClusterSaysSteersTheTerminal() {
        gateway.deployments.add(ModelDeployment.newBuilder()
                .setDeployment(Deployment.newBuilder().setId("i").setName("m"))
                .setReport(Report.newBuilder().setMessage("red \u001b[31m and\r\nreversed \u202e"))
                .build());

        assertThat(DsRun.against(gateway).ds("deployment", "get", "m").out())
                .contains("Message:                  red ?[31m and reversed ?\n");
    }
}
