package com.dotscience.cli.command.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.management.DeleteDeploymentRequest;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.testing.Embedded;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Embedded
class DeploymentRmTest {

    @RegisterExtension
    final FakeGateway gateway = FakeGateway.start();

    @Test
    void getAndRmTellEqualNamesApart() {
        CatsAndDogs.addTo(gateway);
        var ref = DeploymentRef.newBuilder()
                .setDeployment("dogs")
                .setDeployer("minikube")
                .setNamespace("models")
                .build();

        DsRun.against(gateway).ds("deployment get dogs -d minikube --namespace models".split(" "));
        DsRun.against(gateway).ds("deployment rm dogs --deployer minikube --namespace models".split(" "));

        assertThat(gateway.requests)
                .containsExactly(
                        GetDeploymentRequest.newBuilder().setRef(ref).build(),
                        DeleteDeploymentRequest.newBuilder().setRef(ref).build());
    }

    @Test
    void rmSaysWhichIdItRemoved() {
        CatsAndDogs.addTo(gateway);

        assertThat(DsRun.against(gateway).ds("deployment", "rm", "dogs").out())
                .isEqualTo("Deployment dogs removed (id-dogs)\n");
        assertThat(DsRun.against(gateway).ds("deployment", "rm", "id-dogs").out())
                .isEqualTo("Deployment id-dogs removed\n");
        assertThat(DsRun.against(gateway)
                        .ds("deployment", "rm", "dogs", "-o", "json")
                        .out())
                .isEqualTo("""
                        {
                          "id" : "id-dogs",
                          "removed" : true
                        }
                        """);
    }

    @Test
    void rmOfSeveralAsksForTheNumberAndTellsTheGatewayThatItWasConfirmed() {
        CatsAndDogs.addTo(gateway);
        int known = gateway.requests.size();

        var no = DsRun.against(gateway).answering("n").ds("deployment", "rm", "cats", "dogs", "id-dogs");

        assertThat(no)
                .isEqualTo(new DsRun.Result(
                        1, "", "Do you want to remove 2 model deployments: cats, dogs? [y/N]\nds: nothing was done\n"));
        assertThat(removals(known)).isEmpty();

        var yes = DsRun.against(gateway).answering("y").ds("deployment", "rm", "cats", "dogs", "id-dogs");

        assertThat(yes.code()).isZero();
        assertThat(yes.out()).isEqualTo("Deployment cats removed (id-cats)\nDeployment dogs removed (id-dogs)\n");
        assertThat(removals(known)).containsExactly(confirmed("id-cats", 2), confirmed("id-dogs", 2));
    }

    @Test
    void rmOfSeveralNeedsYesWhereNobodyCanBeAsked() {
        CatsAndDogs.addTo(gateway);
        int known = gateway.requests.size();

        assertThat(DsRun.against(gateway).reading("y\n").ds("deployment", "rm", "cats", "dogs"))
                .isEqualTo(new DsRun.Result(
                        2,
                        "",
                        "ds: removing several at once has to be confirmed, and nobody is there to be asked: --yes\n"));
        assertThat(gateway.requests).hasSize(known);
        assertThat(removals(known)).isEmpty();

        assertThat(DsRun.against(gateway)
                        .ds("deployment", "rm", "cats", "dogs", "--yes", "-o", "json")
                        .out())
                .isEqualTo("""
                        [ {
                          "id" : "id-cats",
                          "removed" : true
                        }, {
                          "id" : "id-dogs",
                          "removed" : true
                        } ]
                        """);
        assertThat(removals(known)).hasSize(2);
    }

    /** It would be bad luck to have removed some when the last name turns out to be a mistake. */
    @Test
    void rmOfSeveralRemovesNoneIfOneIsUnknown() {
        CatsAndDogs.addTo(gateway);
        int known = gateway.requests.size();

        assertThat(DsRun.against(gateway)
                        .ds("deployment", "rm", "dogs", "nobody", "--yes")
                        .code())
                .isEqualTo(1);
        assertThat(removals(known)).isEmpty();
    }

    private List<DeleteDeploymentRequest> removals(int known) {
        return gateway.requests.stream()
                .skip(known)
                .filter(DeleteDeploymentRequest.class::isInstance)
                .map(DeleteDeploymentRequest.class::cast)
                .toList();
    }

    private static DeleteDeploymentRequest confirmed(String id, int of) {
        return DeleteDeploymentRequest.newBuilder()
                .setRef(DeploymentRef.newBuilder().setDeployment(id))
                .setOf(of)
                .setConfirmed(true)
                .build();
    }
}
