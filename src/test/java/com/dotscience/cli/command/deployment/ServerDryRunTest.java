package com.dotscience.cli.command.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.DryRunAnswer;
import com.dotscience.api.DryRunChange;
import com.dotscience.api.DryRunField;
import com.dotscience.api.management.CheckDeploymentsRequest;
import com.dotscience.api.management.DryRunDeploymentRequest;
import com.dotscience.api.management.UpdateDeploymentRequest;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code --dry-run} of the commands that write. */
@Embedded
class ServerDryRunTest {

    private static final String NEW = """
            apiVersion: dotscience.com/v1
            kind: ModelDeployment
            metadata: {name: birds}
            spec: {deployer: minikube, image: birds}
            """;

    @RegisterExtension
    final FakeGateway gateway = FakeGateway.start();

    @BeforeEach
    void addCatsAndDogs() {
        CatsAndDogs.addTo(gateway);
        gateway.foretold = DryRunAnswer.newBuilder()
                .addChanges(change(DryRunChange.Action.CHANGE, "Deployment")
                        .addFields(field("spec.replicas", "1", "3"))
                        .addAdmitted(field("spec.template.spec.containers[model].image", "cats:7", "mirror/cats:7")))
                .addChanges(change(DryRunChange.Action.CREATE, "Service"))
                .addChanges(change(DryRunChange.Action.DELETE, "Ingress"))
                .addRemarks("Something waits.")
                .build();
    }

    @Test
    void whatTheDeployerWouldDoIsShownForPeople() {
        assertThat(ds("deployment update cats -r 3 --dry-run=server")).isEqualTo(new DsRun.Result(0, """
                cats configured (server dry run: nothing was changed)
                  ~ Deployment default/ds-cats-id
                      spec.replicas: 1 -> 3
                      an admission changes spec.template.spec.containers[model].image: cats:7 -> mirror/cats:7
                  + Service default/ds-cats-id
                  - Ingress default/ds-cats-id
                  Something waits.
                """, ""));
        assertThat(gateway.requests).noneMatch(UpdateDeploymentRequest.class::isInstance);
    }

    @Test
    void whatTheDeployerWouldDoIsShownForPrograms() {
        assertThat(ds("deployment create --model-name birds -d minikube -i birds --dry-run=server -o json")
                        .out())
                .startsWith("""
                        [ {
                          "name" : "birds",
                          "namespace" : "default",
                          "deployer" : "minikube",
                          "id" : null,
                          "result" : "created",
                          "waits" : null,
                          "dryRun" : true,
                          "changes" : [ {
                            "action" : "change",
                            "kind" : "Deployment",
                            "namespace" : "default",
                            "name" : "ds-cats-id",
                            "fields" : [ {
                              "path" : "spec.replicas",
                              "before" : "1",
                              "after" : "3"
                            } ],
                            "admitted" : [ {
                        """)
                .endsWith("""
                          } ],
                          "remarks" : [ "Something waits." ],
                          "refusal" : null
                        } ]
                        """);
        assertThat(gateway.deployments).hasSize(2);
    }

    @Test
    void whatTheApiServerWouldRefuseIsShownAndFails() {
        gateway.foretold = DryRunAnswer.newBuilder()
                .addChanges(change(DryRunChange.Action.CREATE, "Deployment").setRefusal("exceeded quota"))
                .build();

        assertThat(ds("deployment create --model-name birds -d minikube -i birds --name b --dry-run=server"))
                .isEqualTo(new DsRun.Result(1, """
                        b created (server dry run: nothing was changed)
                          + Deployment default/ds-cats-id
                              ! refused by the API server: exceeded quota
                        """, "ds: b would be refused: exceeded quota\n"));
    }

    @Test
    void whatTheClustersOwnerRefusesIsShownAndFails() {
        gateway.foretold = DryRunAnswer.newBuilder()
                .setRefusal("Refused: namespace is kube-system")
                .build();

        assertThat(run(NEW, "deployment apply -f - --dry-run=server"))
                .isEqualTo(new DsRun.Result(1, """
                birds created (server dry run: nothing was changed)
                  ! Refused: namespace is kube-system
                """, "ds: birds would be refused: Refused: namespace is kube-system\n"));
    }

    @Test
    void ofFilesOnlyWhatDiffersIsAskedAboutAndWhatIsPrunedToo() {
        String cats = ds("deployment export cats").out();
        gateway.requests.clear();
        gateway.foretold = DryRunAnswer.getDefaultInstance();

        assertThat(run(cats + "---\n" + NEW, "deployment apply -f - --prune -l team=vision --dry-run=server"))
                .isEqualTo(new DsRun.Result(0, """
                        cats unchanged (server dry run: nothing was changed)
                        birds created (server dry run: nothing was changed)
                          Nothing would change in the cluster.
                        dogs pruned (server dry run: nothing was changed)
                          Nothing would change in the cluster.
                        """, ""));
        assertThat(gateway.requests)
                .filteredOn(DryRunDeploymentRequest.class::isInstance)
                .extracting(request -> ((DryRunDeploymentRequest) request).getChangeCase())
                .containsExactly(
                        DryRunDeploymentRequest.ChangeCase.CREATION, DryRunDeploymentRequest.ChangeCase.REMOVAL);
        assertThat(gateway.deployments).hasSize(2);
    }

    @Test
    void aDeployerThatCannotSayIsAnErrorInItsWords() {
        gateway.refusesDryRuns(
                Status.UNAVAILABLE.withDescription("deployer 'minikube' is offline: ask when it is connected again"));

        assertThat(ds("deployment update cats -r 3 --dry-run=server"))
                .isEqualTo(new DsRun.Result(
                        1, "", "ds: cats: deployer 'minikube' is offline: ask when it is connected again\n"));
    }

    @Test
    void forTheClientTheGatewayChecksAndNobodyElseIsAsked() {
        assertThat(ds("deployment update cats -r 3 --dry-run=client"))
                .isEqualTo(new DsRun.Result(0, "cats configured (dry run: nothing was changed)\n", ""));
        assertThat(gateway.requests)
                .hasAtLeastOneElementOfType(CheckDeploymentsRequest.class)
                .noneMatch(DryRunDeploymentRequest.class::isInstance)
                .noneMatch(UpdateDeploymentRequest.class::isInstance);
    }

    @Test
    void thereIsNoRolloutToWaitForInADryRun() {
        assertThat(ds("deployment update cats -r 3 --dry-run=server --wait"))
                .isEqualTo(new DsRun.Result(2, "", "ds: --wait: there is no rollout to wait for in a dry run\n"));
    }

    private DsRun.Result ds(String command) {
        return run("", command);
    }

    private DsRun.Result run(String input, String command) {
        return DsRun.against(gateway).reading(input).ds(command.split(" "));
    }

    private static DryRunChange.Builder change(DryRunChange.Action action, String kind) {
        return DryRunChange.newBuilder()
                .setAction(action)
                .setKind(kind)
                .setNamespace("default")
                .setName("ds-cats-id");
    }

    private static DryRunField field(String path, String before, String after) {
        return DryRunField.newBuilder()
                .setPath(path)
                .setBefore(before)
                .setAfter(after)
                .build();
    }
}
