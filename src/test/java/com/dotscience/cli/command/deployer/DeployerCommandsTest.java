package com.dotscience.cli.command.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.management.CreateDeployerRequest;
import com.dotscience.api.management.DeleteDeployerRequest;
import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.GetInstallManifestRequest;
import com.dotscience.api.management.LabelDeployerRequest;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Embedded
class DeployerCommandsTest {

    @RegisterExtension
    final FakeGateway gateway = FakeGateway.start();

    @Test
    void aDeployerThatDoesNotHearItsClusterIsSaidSo() {
        gateway.deployers.add(Deployer.newBuilder()
                .setName("minikube")
                .setOnline(true)
                .setClusterTrouble("Connection refused")
                .build());

        assertThat(DsRun.against(gateway).ds("deployer", "ls").out())
                .contains("minikube   online, does not hear its cluster   ");
        assertThat(DsRun.against(gateway).ds("deployer", "ls", "-o", "json").out())
                .contains("\"status\" : \"online\"");
    }

    @Test
    void aWideListSaysWhenEachWasHeardOfLastAndItsId() {
        gateway.deployers.add(Deployer.newBuilder()
                .setId("id-minikube")
                .setName("minikube")
                .setOnline(true)
                .setTokenPrefix("QZBXM5")
                .setCreatedAt(FakeGateway.CREATED.toEpochMilli())
                .setSeenAt(FakeGateway.CREATED.plusSeconds(9).toEpochMilli())
                .build());

        assertThat(DsRun.against(gateway).ds("deployer", "ls", "-o", "wide")).isEqualTo(new DsRun.Result(0, """
                        NAME       STATUS   DEPLOYMENTS   VERSION   KUBERNETES   TOKEN     AGE          LABELS   SEEN        ID
                        minikube   online   0             -         -            QZBXM5…   11 seconds   -        2 seconds   id-minikube
                        """, ""));
    }

    @Test
    void createPrintsIdNameTokenAndIdentity() {
        var result = DsRun.against(gateway).ds("deployer", "create", "minikube");

        assertThat(result).isEqualTo(new DsRun.Result(0, """
                Deployer ID:        76bb48e5-81ad-4f61-ae59-52a128b5d2e3
                Deployer name:      minikube
                Deployer API token: QZBXM57CUDQOB6HDXU3ATLG6WZOH2U5IQN6HJA46AAH3EH2XN5OQ====
                Deployer identity:  3d87cc1b4fcd392b579b2f236f9465d3
                """, ""));
        assertThat(gateway.requests)
                .containsExactly(
                        CreateDeployerRequest.newBuilder().setName("minikube").build());
    }

    @Test
    void createPrintsJson() {
        var result = DsRun.against(gateway).ds("deployer", "create", "minikube", "-o", "json");

        assertThat(result).isEqualTo(new DsRun.Result(0, """
                {
                  "id" : "76bb48e5-81ad-4f61-ae59-52a128b5d2e3",
                  "name" : "minikube",
                  "status" : "offline",
                  "deployments" : 0,
                  "tokenPrefix" : "QZBXM5",
                  "oldTokens" : [ ],
                  "version" : null,
                  "kubernetesVersion" : null,
                  "hold" : null,
                  "leaseTrouble" : null,
                  "toldNothing" : null,
                  "labels" : { },
                  "maintenanceWindows" : [ ],
                  "paused" : null,
                  "createdAt" : "2026-01-02T03:04:05Z",
                  "seenAt" : null,
                  "token" : "QZBXM57CUDQOB6HDXU3ATLG6WZOH2U5IQN6HJA46AAH3EH2XN5OQ====",
                  "identity" : "3d87cc1b4fcd392b579b2f236f9465d3"
                }
                """, ""));
    }

    @Test
    void manifestPrintsWhatTheGatewayMakesForItsOwnAddress() {
        var result = DsRun.against(gateway)
                .ds("deployer", "manifest", "minikube", "--token", "the-token", "--namespace", "models", "--tag", "2");

        assertThat(result)
                .isEqualTo(new DsRun.Result(
                        0,
                        """
                ---
                kind: "Namespace"
                metadata:
                  name: "n"
                """,
                        "ds: warning: " + gateway.hostAndPort()
                                + " is this machine, which no cluster reaches by that name: give --addr\n"));
        assertThat(gateway.requests)
                .containsExactly(GetInstallManifestRequest.newBuilder()
                        .setDeployer("minikube")
                        .setToken("the-token")
                        .setGateway(gateway.hostAndPort())
                        .setNamespace("models")
                        .setTag("2")
                        .setNotls(true)
                        .build());
    }

    @Test
    void manifestTakesTheTokenFromStdinAndAnotherAddress() {
        String[] manifest = {
            "deployer", "manifest", "minikube", "--token", "-", "--addr", "gateway.example.com:8800", "-o", "json"
        };

        assertThat(DsRun.against(gateway).reading("the-token\n").ds(manifest).err())
                .isEmpty();
        assertThat(gateway.requests)
                .containsExactly(GetInstallManifestRequest.newBuilder()
                        .setDeployer("minikube")
                        .setToken("the-token")
                        .setGateway("gateway.example.com:8800")
                        .setJson(true)
                        .build());
        assertThat(DsRun.against(gateway).ds(manifest))
                .isEqualTo(new DsRun.Result(2, "", "ds: --token -: there is nothing on stdin\n"));
    }

    @Test
    void lsPrintsAnAlignedTable() {
        haveTwoDeployers();

        assertThat(DsRun.against(gateway).ds("deployer", "ls")).isEqualTo(new DsRun.Result(0, """
                NAME       STATUS    DEPLOYMENTS   VERSION   KUBERNETES   TOKEN     AGE
                minikube   online    0             0.1.0     v1.29.3      QZBXM5…   11 seconds
                猫-prod    offline   12            -         -            A7RN2K…   2 days
                """, ""));
    }

    @Test
    void lsPrintsDotsWhereTheTerminalHasNoEllipsis() {
        haveTwoDeployers();

        var result =
                DsRun.against(gateway).onTerminalOf(StandardCharsets.US_ASCII).ds("deployer", "ls");

        assertThat(result.out())
                .contains("minikube   online    0             0.1.0     v1.29.3      QZBXM5...   11 seconds");
    }

    @Test
    void lsPrintsJson() {
        haveTwoDeployers();

        assertThat(DsRun.against(gateway).onTerminalOf(StandardCharsets.UTF_8).ds("deployer", "ls", "--output=JSON"))
                .isEqualTo(new DsRun.Result(0, """
                [ {
                  "id" : "id-1",
                  "name" : "minikube",
                  "status" : "online",
                  "deployments" : 0,
                  "tokenPrefix" : "QZBXM5",
                  "oldTokens" : [ ],
                  "version" : "0.1.0",
                  "kubernetesVersion" : "v1.29.3",
                  "hold" : null,
                  "leaseTrouble" : null,
                  "toldNothing" : null,
                  "labels" : { },
                  "maintenanceWindows" : [ ],
                  "paused" : null,
                  "createdAt" : "2026-01-02T03:04:05Z",
                  "seenAt" : "2026-01-02T03:04:15Z"
                }, {
                  "id" : "id-2",
                  "name" : "猫-prod",
                  "status" : "offline",
                  "deployments" : 12,
                  "tokenPrefix" : "A7RN2K",
                  "oldTokens" : [ ],
                  "version" : null,
                  "kubernetesVersion" : null,
                  "hold" : null,
                  "leaseTrouble" : null,
                  "toldNothing" : null,
                  "labels" : { },
                  "maintenanceWindows" : [ ],
                  "paused" : null,
                  "createdAt" : "2025-12-31T03:04:05Z",
                  "seenAt" : null
                } ]
                """, ""));
    }

    @Test
    void lsSaysOfOneThatIsToldNothingWhy() {
        gateway.deployers.add(Deployer.newBuilder()
                .setName("minikube")
                .setOnline(true)
                .setToldNothing("deployer 'minikube' has version 0.1.0, which does not know env")
                .build());

        assertThat(DsRun.against(gateway).ds("deployer", "ls").out())
                .contains("minikube   online: deployer 'minikube' has version 0.1.0, which does not know env   0");
    }

    @Test
    void lsOfNothingPrintsTheHeadingAndSaysWhatToDo() {
        assertThat(DsRun.against(gateway).ds("deployer", "ls"))
                .isEqualTo(new DsRun.Result(
                        0,
                        "NAME   STATUS   DEPLOYMENTS   VERSION   KUBERNETES   TOKEN   AGE\n",
                        "There is no deployer yet: ds deployer create NAME\n"));
        assertThat(DsRun.against(gateway).ds("-o", "json", "deployer", "ls").out())
                .isEqualTo("[ ]\n");
    }

    @Test
    void rmRemovesOnlyWithForceWhatHasModelDeployments() {
        gateway.failures.add(
                Status.FAILED_PRECONDITION.withDescription("deployer minikube has 2 model deployments: force it"));

        var refused = DsRun.against(gateway).ds("deployer", "rm", "minikube");
        var forced = DsRun.against(gateway).ds("deployer", "rm", "minikube", "--force");

        assertThat(refused)
                .isEqualTo(
                        new DsRun.Result(1, "", "ds: deployer minikube has 2 model deployments: force it (--force)\n"));
        assertThat(forced).isEqualTo(new DsRun.Result(0, "Deployer minikube removed\n", ""));
        assertThat(gateway.requests)
                .containsExactly(
                        DeleteDeployerRequest.newBuilder()
                                .setDeployer("minikube")
                                .build(),
                        DeleteDeployerRequest.newBuilder()
                                .setDeployer("minikube")
                                .setForce(true)
                                .build());
    }

    @Test
    void rmPrintsJson() {
        assertThat(DsRun.against(gateway)
                        .ds("deployer", "rm", "minikube", "-o", "json")
                        .out())
                .isEqualTo("""
                        {
                          "deployer" : "minikube",
                          "removed" : true
                        }
                        """);
    }

    @Test
    void labelsAreGivenChangedAndShown() {
        gateway.deployers.add(Deployer.newBuilder()
                .setId("id-1")
                .setName("frankfurt")
                .setTokenPrefix("QZBXM5")
                .setOnline(true)
                .setCreatedAt(FakeGateway.CREATED.toEpochMilli())
                .putLabels("tier", "prod")
                .putLabels("site", "eu")
                .build());
        gateway.deployers.add(Deployer.newBuilder()
                .setId("id-2")
                .setName("oregon")
                .setTokenPrefix("A7RN2K")
                .setCreatedAt(FakeGateway.CREATED.toEpochMilli())
                .putLabels("site", "us")
                .build());

        assertThat(DsRun.against(gateway).ds("deployer", "ls", "-o", "wide")).isEqualTo(new DsRun.Result(0, """
                NAME        STATUS    DEPLOYMENTS   VERSION   KUBERNETES   TOKEN     AGE          LABELS              SEEN   ID
                frankfurt   online    0             -         -            QZBXM5…   11 seconds   site=eu,tier=prod   -      id-1
                oregon      offline   0             -         -            A7RN2K…   11 seconds   site=us             -      id-2
                """, ""));
        assertThat(DsRun.against(gateway)
                        .ds("deployer", "ls", "-l", "site=eu,tier!=test", "-o", "name")
                        .out())
                .isEqualTo("frankfurt\n");
        assertThat(DsRun.against(gateway).ds("deployer", "ls", "-o", "yaml").out())
                .contains("  labels:\n    site: eu\n    tier: prod\n");
        assertThat(DsRun.against(gateway).ds("deployer", "ls", "-l", "site=asia"))
                .isEqualTo(new DsRun.Result(
                        0,
                        "NAME   STATUS   DEPLOYMENTS   VERSION   KUBERNETES   TOKEN   AGE\n",
                        "No deployer has such labels: ds deployer label NAME KEY=VALUE gives it one\n"));
        assertThat(DsRun.against(gateway).ds("deployer", "ls", "-l", "site in (eu)"))
                .isEqualTo(new DsRun.Result(
                        2,
                        "",
                        "ds: --selector: 'site in (eu)' is none of KEY=VALUE, KEY!=VALUE, KEY and !KEY, with commas"
                                + " between\n"));
    }

    @Test
    void labelAsksForWhatIsGivenAndTakenOff() {
        assertThat(DsRun.against(gateway).ds("deployer", "label", "minikube", "site=eu", "tier=prod", "draft-"))
                .isEqualTo(new DsRun.Result(0, "Deployer minikube has the labels site=eu,tier=prod\n", ""));
        assertThat(DsRun.against(gateway).ds("deployer", "label", "minikube", "site-"))
                .isEqualTo(new DsRun.Result(0, "Deployer minikube has no labels\n", ""));
        assertThat(DsRun.against(gateway)
                        .ds("deployer", "label", "minikube", "site=eu", "-o", "json")
                        .out())
                .isEqualTo("""
                        {
                          "deployer" : "minikube",
                          "labels" : {
                            "site" : "eu"
                          }
                        }
                        """);
        assertThat(DsRun.against(gateway).ds("deployer", "label", "minikube", "eu"))
                .isEqualTo(new DsRun.Result(2, "", "ds: label: 'eu' is neither KEY=VALUE nor KEY-\n"));
        assertThat(DsRun.against(gateway).ds("deployer", "label", "minikube").code())
                .isEqualTo(2);

        assertThat(gateway.requests.get(0))
                .isEqualTo(LabelDeployerRequest.newBuilder()
                        .setDeployer("minikube")
                        .putSet("site", "eu")
                        .putSet("tier", "prod")
                        .addRemove("draft")
                        .build());
        assertThat(gateway.requests).hasSize(3);
    }

    @Test
    void aDeployerIsCreatedWithLabels() {
        DsRun.against(gateway).ds("deployer", "create", "minikube", "--label", "site=eu", "--label", "tier=prod");

        assertThat(gateway.requests)
                .containsExactly(CreateDeployerRequest.newBuilder()
                        .setName("minikube")
                        .putLabels("site", "eu")
                        .putLabels("tier", "prod")
                        .build());
        assertThat(DsRun.against(gateway).ds("deployer", "create", "minikube", "--label", "site-"))
                .isEqualTo(new DsRun.Result(2, "", "ds: --label: a new deployer has no label site to take off\n"));
    }

    private void haveTwoDeployers() {
        gateway.deployers.add(Deployer.newBuilder()
                .setId("id-1")
                .setName("minikube")
                .setTokenPrefix("QZBXM5")
                .setVersion("0.1.0")
                .setKubernetesVersion("v1.29.3")
                .setOnline(true)
                .setCreatedAt(FakeGateway.CREATED.toEpochMilli())
                .setSeenAt(FakeGateway.CREATED.plusSeconds(10).toEpochMilli())
                .build());
        gateway.deployers.add(Deployer.newBuilder()
                .setId("id-2")
                .setName("猫-prod")
                .setTokenPrefix("A7RN2K")
                .setDeployments(12)
                .setCreatedAt(FakeGateway.CREATED.minusSeconds(2 * 86_400).toEpochMilli())
                .build());
    }
}
