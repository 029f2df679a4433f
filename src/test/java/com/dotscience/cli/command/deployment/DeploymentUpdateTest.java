package com.dotscience.cli.command.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.RouteParent;
import com.dotscience.api.management.UpdateDeploymentRequest;
import com.dotscience.cli.DsRun;
import com.dotscience.testing.Embedded;
import org.junit.jupiter.api.Test;

@Embedded
class DeploymentUpdateTest extends UpdateTest {

    @Test
    void imageChangesTheImageOnly() {
        assertWritten(RICH, wanted -> wanted.getDeploymentBuilder().setImage("image:2"), "-i", "image:2");
    }

    @Test
    void replicasChangeTheReplicasOnly() {
        assertWritten(RICH, wanted -> wanted.getDeploymentBuilder().setReplicas(0), "-r", "0");
    }

    @Test
    void hostChangesTheHostAndKeepsTheClass() {
        assertWritten(
                RICH, wanted -> wanted.getIngressBuilder().setHost("new.example.com"), "--host", "new.example.com");
    }

    @Test
    void hostMakesAnIngressOfTheDefaultClassWhereThereIsNone() {
        assertWritten(
                PLAIN,
                wanted -> wanted.getIngressBuilder().setHost("h.example.com").setClass_("webrelay"),
                "--host",
                "h.example.com");
    }

    @Test
    void anEmptyHostRemovesTheIngress() {
        assertWritten(RICH, Deployment.Builder::clearIngress, "--host", "");
    }

    @Test
    void tlsSecretNamesTheCertificateOfTheHostAndTakesItOff() {
        Deployment secured = RICH.toBuilder()
                .setIngress(RICH.getIngress().toBuilder().setTlsSecret("cert"))
                .build();
        assertWritten(RICH, wanted -> wanted.getIngressBuilder().setTlsSecret("cert"), "--tls-secret", "cert");
        assertWritten(secured, wanted -> wanted.getIngressBuilder().clearTlsSecret(), "--tls-secret", "");
    }

    @Test
    void ingressClassChangesTheClassOnly() {
        assertWritten(RICH, wanted -> wanted.getIngressBuilder().setClass_("webrelay"), "--ingress-class", "webrelay");
    }

    @Test
    void theHostsThatAreGivenAreAllHosts() {
        assertWritten(
                RICH,
                wanted -> wanted.getIngressBuilder().setHost("a.example.com").addAdditionalHosts("b.example.com"),
                "--host",
                "a.example.com",
                "--host",
                "b.example.com");
        Deployment several = RICH.toBuilder()
                .setIngress(RICH.getIngress().toBuilder().addAdditionalHosts("b.example.com"))
                .build();
        assertWritten(
                several,
                wanted -> wanted.getIngressBuilder().setHost("c.example.com").clearAdditionalHosts(),
                "--host",
                "c.example.com");
    }

    @Test
    void theClustersDefaultClassStaysWithAnotherHost() {
        Deployment usual = RICH.toBuilder()
                .setIngress(RICH.getIngress().toBuilder().clearClass_())
                .build();
        assertWritten(RICH, wanted -> wanted.getIngressBuilder().clearClass_(), "--ingress-class", "");
        assertWritten(
                usual, wanted -> wanted.getIngressBuilder().setHost("new.example.com"), "--host", "new.example.com");
    }

    @Test
    void thePathIsSetAndTakenOff() {
        Deployment below = RICH.toBuilder()
                .setIngress(RICH.getIngress().toBuilder().setPath("/signs").setPathType("Exact"))
                .build();
        assertWritten(
                RICH,
                wanted -> wanted.getIngressBuilder().setPath("/signs").setPathType("Exact"),
                "--path",
                "/signs",
                "--path-type",
                "exact");
        assertWritten(
                below,
                wanted -> wanted.getIngressBuilder().clearPath().clearPathType(),
                "--path",
                "",
                "--path-type",
                "");
    }

    @Test
    void ingressAnnotationsAreAddedAndTakenOff() {
        Deployment annotated = RICH.toBuilder()
                .setIngress(RICH.getIngress().toBuilder().putAnnotations("a", "b"))
                .build();
        assertWritten(
                annotated,
                wanted -> wanted.getIngressBuilder().clearAnnotations().putAnnotations("c", "d=e"),
                "--ingress-annotation",
                "a-",
                "--ingress-annotation",
                "c=d=e");
    }

    @Test
    void aRouteParentTakesThePlaceOfTheClass() {
        assertWritten(
                RICH,
                wanted -> wanted.getIngressBuilder()
                        .clearClass_()
                        .addRouteParents(parent("infra", "public", "https"))
                        .addRouteParents(parent("", "local", "")),
                "--route-parent",
                "infra/public:https",
                "--route-parent",
                "local");
    }

    @Test
    void whereTheLastRouteParentIsTakenOffAnIngressOfTheUsualClassComesBack() {
        Deployment routed = RICH.toBuilder()
                .setIngress(
                        RICH.getIngress().toBuilder().clearClass_().addRouteParents(parent("infra", "public", "https")))
                .build();
        assertWritten(
                routed, wanted -> wanted.getIngressBuilder().setHost("new.example.com"), "--host", "new.example.com");
        assertWritten(
                routed,
                wanted -> wanted.getIngressBuilder().clearRouteParents().setClass_("webrelay"),
                "--route-parent",
                "infra/public-");
    }

    private static RouteParent parent(String namespace, String name, String section) {
        return RouteParent.newBuilder()
                .setNamespace(namespace)
                .setName(name)
                .setSectionName(section)
                .build();
    }

    @Test
    void portMovesTheModelAndTheServiceWithIt() {
        assertWritten(
                PLAIN,
                wanted -> {
                    wanted.getDeploymentBuilder().setPorts(0, 9000);
                    wanted.getServiceBuilder().getPortsBuilder(0).setTargetPort(9000);
                },
                "--port",
                "9000");
    }

    @Test
    void portLeavesTheServiceAtTheProxy() {
        assertWritten(RICH, wanted -> wanted.getDeploymentBuilder().setPorts(0, 9000), "--port", "9000");
    }

    @Test
    void whatPodsAreNotGivenIsAskedFor() {
        assertWritten(
                RICH,
                wanted -> wanted.getDeploymentBuilder()
                        .setServiceAccountToken(true)
                        .setPrivilegeEscalation(true)
                        .setUnconfined(true),
                "--service-account-token",
                "--privilege-escalation",
                "--unconfined");
    }

    @Test
    void whatWasAskedForIsTakenBack() {
        Deployment asked = RICH.toBuilder()
                .setDeployment(RICH.getDeployment().toBuilder().setUnconfined(true))
                .build();
        assertWritten(asked, wanted -> wanted.getDeploymentBuilder().setUnconfined(false), "--no-unconfined");
    }

    @Test
    void labelsAreAddedReplacedAndTakenOff() {
        assertWritten(
                RICH,
                wanted -> wanted.clearLabels().putLabels("stage", "test"),
                "--label",
                "stage=test",
                "--label",
                "team-");
    }

    @Test
    void serviceTypeChangesTheTypeOnly() {
        assertWritten(RICH, wanted -> wanted.getServiceBuilder().setType("NodePort"), "--service-type", "nodeport");
    }

    @Test
    void updateOfNothingIsRefused() {
        var result = DsRun.against(gateway).ds("deployment", "update", "rich");

        assertThat(result)
                .isEqualTo(new DsRun.Result(
                        2, "", "ds: nothing to change: give at least one option, for example -i IMAGE\n"));
        assertThat(gateway.requests).isEmpty();
    }

    @Test
    void updatePrintsWhatIsNow() {
        assertThat(DsRun.against(gateway)
                        .ds("deployment", "update", "rich", "-r", "3")
                        .out())
                .isEqualTo("""
                        Deployment ID:            id-rich
                        Deployment namespace:     models
                        Deployment name:          rich
                        URL:                      https://rich.example.com
                        """);
    }

    @Test
    void whenSomebodyElseWroteMeanwhileItReadsAgainById() {
        var get = get("rich", "vision");
        var write = UpdateDeploymentRequest.newBuilder()
                .setDeployment(RICH.toBuilder()
                        .setDeployment(RICH.getDeployment().toBuilder().setReplicas(3)))
                .build();
        gateway.abortNextUpdates(1);

        var result = DsRun.against(gateway).ds("deployment", "update", "rich", "-d", "vision", "-r", "3");

        assertThat(result.code()).isZero();
        assertThat(gateway.requests).containsExactly(get, write, get("id-rich", ""), write);
    }

    @Test
    void itGivesUpWhenOthersKeepWriting() {
        gateway.abortNextUpdates(5);

        var result = DsRun.against(gateway).ds("deployment", "update", "rich", "-r", "3");

        assertThat(result).isEqualTo(new DsRun.Result(1, "", "ds: rich was changed meanwhile\n"));
        assertThat(gateway.requests).hasSize(10);
    }
}
