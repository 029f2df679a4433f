package com.dotscience.cli.command.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.OldToken;
import com.dotscience.api.management.RevokeTokenRequest;
import com.dotscience.api.management.RevokeTokenRequest.Which;
import com.dotscience.api.management.RotateTokenRequest;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Embedded
class DeployerTokensTest {

    private static final RevokeTokenRequest REVOKE =
            RevokeTokenRequest.newBuilder().setDeployer("minikube").build();
    private static final Status CUT_OFF =
            Status.FAILED_PRECONDITION.withDescription("deployer 'minikube' would be cut off");

    @RegisterExtension
    final FakeGateway gateway = FakeGateway.start();

    @Test
    void rotatingPrintsTheNewTokenAndWhatPutsItIntoTheSecret() {
        assertThat(DsRun.against(gateway).ds("deployer", "rotate-token", "minikube"))
                .isEqualTo(new DsRun.Result(0, """
                Deployer ID:        76bb48e5-81ad-4f61-ae59-52a128b5d2e3
                Deployer name:      minikube
                Deployer API token: A7RN2KCUDQOB6HDXU3ATLG6WZOH2U5IQN6HJA46AAH3EH2XN5OQA====
                Accepted as well:   QZBXM5… until 2026-01-02T04:04:05Z (in use)

                This puts it into its Secret, where it is installed as 'ds deployer manifest' has it:
                kubectl -n dotscience-deployer patch secret dotscience-deployer --patch-file /dev/stdin <<'EOF'
                {"stringData":{"token":"A7RN2KCUDQOB6HDXU3ATLG6WZOH2U5IQN6HJA46AAH3EH2XN5OQA===="}}
                EOF
                It reads that by itself within a minute or two; one that has its token from a variable, when it is started again.
                """, ""));
        assertThat(gateway.requests)
                .containsExactly(RotateTokenRequest.newBuilder()
                        .setDeployer("minikube")
                        .setOverlapSeconds(3_600)
                        .build());
    }

    @Test
    void oneThatIsForcedIsGivenItsIdentityToo() {
        var forced = DsRun.against(gateway).ds("deployer", "rotate-token", "minikube", "--overlap", "0", "--force");

        assertThat(forced.out())
                .contains("Deployer identity:  3d87cc1b4fcd392b579b2f236f9465d3\n")
                .contains("====\",\"identity\":\"3d87cc1b4fcd392b579b2f236f9465d3\"}}\n");
        assertThat(gateway.requests)
                .containsExactly(RotateTokenRequest.newBuilder()
                        .setDeployer("minikube")
                        .setForce(true)
                        .build());
    }

    @Test
    void rotatingPrintsJson() {
        assertThat(DsRun.against(gateway)
                        .ds("deployer", "rotate-token", "minikube", "-o", "json")
                        .out())
                .contains("""
                          "tokenPrefix" : "A7RN2K",
                          "oldTokens" : [ {
                            "prefix" : "QZBXM5",
                            "acceptedUntil" : "2026-01-02T04:04:05Z",
                            "used" : true
                          } ],
                        """, """
                          "token" : "A7RN2KCUDQOB6HDXU3ATLG6WZOH2U5IQN6HJA46AAH3EH2XN5OQA====",
                          "identity" : null
                        """);
    }

    @Test
    void whatIsRefusedSaysHowToForceIt() {
        gateway.failures.add(Status.FAILED_PRECONDITION.withDescription("its identity hangs on its token"));

        assertThat(DsRun.against(gateway).ds("deployer", "rotate-token", "minikube"))
                .isEqualTo(new DsRun.Result(1, "", "ds: its identity hangs on its token (--force)\n"));
    }

    @Test
    void anOverlapIsASpanOfTimeOrNone() {
        for (String overlap : new String[] {"0", "0s", "0h"}) {
            assertThat(DsRun.against(gateway)
                            .ds("deployer", "rotate-token", "m", "--overlap", overlap)
                            .code())
                    .isZero();
        }
        assertThat(DsRun.against(gateway)
                        .ds("deployer", "rotate-token", "m", "--overlap", "soon")
                        .err())
                .contains("'soon' is no span of time such as 90s, 10m, 1h30m or 2d");
    }

    @Test
    void revokingSaysWhatIsRefusedAndWhatIsAccepted() {
        assertThat(DsRun.against(gateway).ds("deployer", "revoke-token", "minikube"))
                .isEqualTo(new DsRun.Result(0, """
                Token QZBXM5… of deployer minikube revoked
                Its token A7RN2K… is accepted
                """, ""));
        assertThat(DsRun.against(gateway)
                        .ds("deployer", "revoke-token", "minikube", "--all")
                        .out())
                .isEqualTo("""
                Token QZBXM5… of deployer minikube revoked
                It has no token any more: 'ds deployer rotate-token minikube' gives it another
                """);
        assertThat(DsRun.against(gateway)
                        .ds("deployer", "revoke-token", "minikube", "--old", "-o", "json")
                        .out())
                .isEqualTo("""
                        {
                          "deployer" : "minikube",
                          "revoked" : [ "QZBXM5" ],
                          "tokenPrefix" : "A7RN2K"
                        }
                        """);
        assertThat(gateway.requests)
                .containsExactly(
                        REVOKE,
                        REVOKE.toBuilder().setWhich(Which.ALL).build(),
                        REVOKE.toBuilder().setWhich(Which.REPLACED).build());
    }

    @Test
    void onlyOneOfOldAndAllIsTaken() {
        assertThat(DsRun.against(gateway)
                        .ds("deployer", "revoke-token", "minikube", "--old", "--all")
                        .code())
                .isEqualTo(2);
        assertThat(gateway.requests).isEmpty();
    }

    @Test
    void whoeverWouldCutOffADeployerIsAsked() {
        gateway.failures.add(CUT_OFF);
        var agreed = DsRun.against(gateway).answering("y").ds("deployer", "revoke-token", "minikube");
        gateway.failures.add(CUT_OFF);
        var declined = DsRun.against(gateway).answering("n").ds("deployer", "revoke-token", "minikube");

        assertThat(agreed.code()).isZero();
        assertThat(agreed.err()).isEqualTo("deployer 'minikube' would be cut off\nDo you want to revoke it? [y/N]\n");
        assertThat(declined.code()).isEqualTo(1);
        assertThat(gateway.requests)
                .containsExactly(REVOKE, REVOKE.toBuilder().setConfirmed(true).build(), REVOKE);
    }

    @Test
    void aScriptConfirmsWithAFlag() {
        gateway.failures.add(CUT_OFF);
        assertThat(DsRun.against(gateway).ds("deployer", "revoke-token", "minikube"))
                .isEqualTo(new DsRun.Result(1, "", "ds: deployer 'minikube' would be cut off (--yes)\n"));
        assertThat(DsRun.against(gateway)
                        .ds("deployer", "revoke-token", "minikube", "--yes")
                        .code())
                .isZero();
        assertThat(gateway.requests)
                .containsExactly(REVOKE, REVOKE.toBuilder().setConfirmed(true).build());
    }

    @Test
    void aGatewayThatIsOlderIsSaidToBe() {
        for (String command : new String[] {"rotate-token", "revoke-token"}) {
            gateway.failures.add(Status.UNIMPLEMENTED.withDescription("Method not found"));

            assertThat(DsRun.against(gateway).ds("deployer", command, "minikube"))
                    .isEqualTo(new DsRun.Result(
                            1,
                            "",
                            "ds: the Gateway at http://" + gateway.hostAndPort()
                                    + " (from DS_GATEWAY) does not know this command: it is older than"
                                    + " ds, or no Gateway at all; upgrade it first\n"));
        }
    }

    @Test
    void lsShowsWhichTokensAreAccepted() {
        gateway.deployers.add(Deployer.newBuilder()
                .setName("minikube")
                .setTokenPrefix("A7RN2K")
                .setCreatedAt(FakeGateway.CREATED.toEpochMilli())
                .addOldTokens(OldToken.newBuilder()
                        .setPrefix("QZBXM5")
                        .setAcceptedUntil(FakeGateway.CREATED.plusSeconds(3_600).toEpochMilli()))
                .build());
        gateway.deployers.add(Deployer.newBuilder()
                .setName("prod")
                .setCreatedAt(FakeGateway.CREATED.toEpochMilli())
                .build());

        assertThat(DsRun.against(gateway).ds("deployer", "ls").out()).isEqualTo("""
                NAME       STATUS    DEPLOYMENTS   VERSION   KUBERNETES   TOKEN                                         AGE
                minikube   offline   0             -         -            A7RN2K…, QZBXM5… until 2026-01-02T04:04:05Z   11 seconds
                prod       offline   0             -         -            revoked                                       11 seconds
                """);
    }
}
