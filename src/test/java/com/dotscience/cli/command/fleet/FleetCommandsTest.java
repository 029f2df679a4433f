package com.dotscience.cli.command.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.management.ContinueFleetUpdateRequest;
import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.FleetMember;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.api.management.GetFleetUpdateRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.StartFleetUpdateRequest;
import com.dotscience.api.management.StopFleetUpdateRequest;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Embedded
class FleetCommandsTest {

    @RegisterExtension
    final FakeGateway gateway = FakeGateway.start();

    @Test
    void anUpdateOfAFleetAsksForTheChangeOfEachThatTheLabelsSelect() {
        deployer("d1", "eu");
        deployer("d2", "eu");
        deployer("d3", "us");
        deployer("d4", "eu");
        model("d1", "signs", 1);
        model("d2", "signs", 2);
        model("d2", "other", 1);
        model("d3", "signs", 1);
        gateway.abortNextUpdates(1);
        answers(running());

        var result = ds("deployment update signs --deployer-label site=eu --max-parallel 2 -i signs:2");

        assertThat(result)
                .isEqualTo(
                        new DsRun.Result(0, """
                Fleet update:   3
                Deployments:    signs
                Deployers:      site=eu, 2 at a time
                Change:         Asked for image signs:2
                Caller:         anna@laptop
                Started:        11 seconds ago
                Status:         Running, wave 2 of 2, 1 of 3 ready

                WAVE   DEPLOYER   STATUS          MESSAGE
                1      d1         Ready           -
                1      d2         Left as it is   it was removed
                2      d4         Updating        Progressing: no node has room
                """, "ds: warning: without a model deployment signs, and left out: d4\n"));
        assertThat(gateway.requests.get(gateway.requests.size() - 1))
                .isEqualTo(StartFleetUpdateRequest.newBuilder()
                        .setSelector("site=eu")
                        .setMaxParallel(2)
                        .addDeployments(wanted("d1", "signs", 1, "signs:2"))
                        .addDeployments(wanted("d2", "signs", 2, "signs:2"))
                        .build());
    }

    @Test
    void whatCannotBeAnUpdateOfAFleetIsSaid() {
        deployer("d1", "eu");
        model("d1", "signs", 1);
        gateway.deployments.add(known(
                "d1",
                wanted("d1", "signs", 1, "signs:1").toBuilder()
                        .setId("another")
                        .setNamespace("other")
                        .build()));

        assertFails(
                1,
                "no deployer has the labels site=us: ds deployer ls -o wide shows which have any",
                "deployment update signs --deployer-label site=us -i signs:2");
        assertFails(
                1,
                "no deployer with the labels site=eu has a model deployment cats",
                "deployment update cats --deployer-label site=eu -i cats:2");
        assertFails(
                1,
                "deployer d1 has several model deployments called signs: give --namespace",
                "deployment update signs --deployer-label site=eu -i signs:2");
        assertFails(
                2,
                "deployer d1: --ingress-class: there is no Ingress without --host: give both",
                "deployment update signs --namespace other --deployer-label site=eu --ingress-class nginx");
        assertFails(
                2,
                "--deployer: the deployers are those with the labels: leave it out",
                "deployment update signs -d d1 --deployer-label site=eu -i signs:2");
        assertFails(
                2,
                "--max-parallel: it says how many deployers change at a time: give --deployer-label too",
                "deployment update signs --max-parallel 2 -i signs:2");
        assertFails(
                2,
                "--max-parallel must be 1 or more, not 0",
                "deployment update signs --deployer-label site=eu --max-parallel 0 -i signs:2");
        assertFails(
                2,
                "--continue: it goes on with what was asked for: give it alone",
                "deployment update signs --continue -i signs:2");
        assertFails(
                2,
                "nothing to change: give at least one option, for example -i IMAGE",
                "deployment update signs --deployer-label site=eu");
        assertFails(
                2,
                "--deployer-label: 'site in' is none of KEY=VALUE, KEY!=VALUE, KEY and !KEY, with commas between",
                new String[] {"deployment", "update", "signs", "--deployer-label", "site in", "-i", "signs:2"});
        assertThat(gateway.requests).noneMatch(StartFleetUpdateRequest.class::isInstance);
    }

    @Test
    void oneThatStoppedGoesOn() {
        answers(running());

        assertThat(ds("deployment update signs --continue").code()).isZero();

        assertThat(gateway.requests)
                .containsExactly(ContinueFleetUpdateRequest.newBuilder()
                        .setUpdate("signs")
                        .build());
    }

    @Test
    void waitShowsWhatIsWaitedForAndEndsWhenItIsDone() {
        FleetUpdate done = running().toBuilder()
                .setState(FleetUpdate.State.DONE)
                .setMembers(1, running().getMembers(0))
                .setMembers(2, running().getMembers(2).toBuilder().setState(FleetMember.State.READY))
                .build();
        answers(running(), running(), done);

        assertThat(ds("fleet wait signs")).isEqualTo(new DsRun.Result(0, """
                Running, wave 2 of 2, 1 of 3 ready: d4 updating (Progressing: no node has room)
                Done, 3 of 3 ready
                """, ""));
    }

    @Test
    void waitGoesOnWhenTheGatewayIsAwayForAWhile() {
        answers(
                running(),
                running().toBuilder().setState(FleetUpdate.State.DONE).build());
        gateway.failAfterNextCall(Status.UNAVAILABLE);

        var result = ds("fleet wait signs");

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("cannot reach the Gateway").endsWith("Done, 1 of 3 ready\n");
    }

    @Test
    void waitFailsWhenItStopsOrIsNotAsItWasAskedFor() {
        answers(running().toBuilder()
                .setState(FleetUpdate.State.STOPPED)
                .setMessage("deployer d4: Failed: no such image")
                .build());
        assertThat(ds("fleet wait 3"))
                .isEqualTo(new DsRun.Result(
                        4,
                        "Stopped in wave 2 of 2, 1 of 3 ready: d4 updating (Progressing: no node has room)\n",
                        "ds: fleet update 3 of signs has stopped: deployer d4: Failed: no such image. It goes on with:"
                                + " ds deployment update signs --continue\n"));

        answers(running().toBuilder()
                .setState(FleetUpdate.State.DONE)
                .setMessage("1 of 3 was changed or removed by somebody else meanwhile: d2")
                .build());
        var json = ds("deployment update signs --continue --wait -o json");
        assertThat(json.code()).isEqualTo(4);
        assertThat(json.out()).contains("\"status\" : \"done\"");
        assertThat(json.err())
                .endsWith("ds: fleet update 3 of signs is done, but 1 of 3 was changed or removed by somebody else"
                        + " meanwhile: d2\n");

        answers(running());
        assertThat(ds("fleet wait 3 --timeout 1s"))
                .returns(4, DsRun.Result::code)
                .returns(
                        "ds: fleet update 3 of signs is not done after 1s: Running, wave 2 of 2, 1 of 3 ready: d4 updating"
                                + " (Progressing: no node has room). The Gateway goes on: ds fleet wait 3\n",
                        DsRun.Result::err);
    }

    @Test
    void lsGetAndStopShowThem() {
        answers(running());

        assertThat(ds("fleet ls").out()).isEqualTo("""
                UPDATE   NAME    DEPLOYERS   STATUS                 READY    AGE          CHANGE
                3        signs   site=eu     Running, wave 2 of 2   1 of 3   11 seconds   Asked for image signs:2
                """);
        assertThat(ds("fleet ls -o name").out()).isEqualTo("3\n");
        assertThat(ds("fleet get 3 -o json").out()).isEqualTo("""
                {
                  "number" : 3,
                  "name" : "signs",
                  "deployers" : "site=eu",
                  "maxParallel" : 2,
                  "status" : "running",
                  "message" : null,
                  "change" : "Asked for image signs:2",
                  "caller" : "anna@laptop",
                  "startedAt" : "2026-01-02T03:04:05Z",
                  "endedAt" : null,
                  "members" : [ {
                    "deployer" : "d1",
                    "deployment" : "id-d1-signs",
                    "wave" : 1,
                    "status" : "ready",
                    "message" : null
                  }, {
                    "deployer" : "d2",
                    "deployment" : "id-d2-signs",
                    "wave" : 1,
                    "status" : "left",
                    "message" : "it was removed"
                  }, {
                    "deployer" : "d4",
                    "deployment" : "id-d4-signs",
                    "wave" : 2,
                    "status" : "updating",
                    "message" : "Progressing: no node has room"
                  } ]
                }
                """);
        assertThat(ds("fleet stop signs").out()).startsWith("Fleet update:   3\n");
        assertThat(gateway.requests.subList(2, 4))
                .containsExactly(
                        GetFleetUpdateRequest.newBuilder().setUpdate("3").build(),
                        StopFleetUpdateRequest.newBuilder().setUpdate("signs").build());
    }

    @Test
    void anOlderGatewayIsSaidSo() {
        gateway.failures.add(Status.UNIMPLEMENTED);

        assertThat(ds("fleet ls").err()).contains("it is older than ds");
    }

    private void answers(FleetUpdate... updates) {
        gateway.fleetUpdates.clear();
        gateway.fleetUpdates.addAll(List.of(updates));
    }

    private static FleetUpdate running() {
        return FleetUpdate.newBuilder()
                .setNumber(3)
                .setName("signs")
                .setSelector("site=eu")
                .setMaxParallel(2)
                .setCaller("anna@laptop")
                .setChange("Asked for image signs:2")
                .setStartedAt(FakeGateway.CREATED.toEpochMilli())
                .addMembers(member("d1", 1, FleetMember.State.READY, ""))
                .addMembers(member("d2", 1, FleetMember.State.LEFT, "it was removed"))
                .addMembers(member("d4", 2, FleetMember.State.UPDATING, "Progressing: no node has room"))
                .build();
    }

    private static FleetMember member(String deployer, int wave, FleetMember.State state, String message) {
        return FleetMember.newBuilder()
                .setDeployment("id-" + deployer + "-signs")
                .setDeployerName(deployer)
                .setWave(wave)
                .setState(state)
                .setMessage(message)
                .build();
    }

    private void deployer(String name, String site) {
        gateway.deployers.add(Deployer.newBuilder()
                .setId("id-" + name)
                .setName(name)
                .putLabels("site", site)
                .build());
    }

    private void model(String deployer, String name, long revision) {
        gateway.deployments.add(known(deployer, wanted(deployer, name, revision, name + ":1")));
    }

    private static ModelDeployment known(String deployer, Deployment wanted) {
        return ModelDeployment.newBuilder()
                .setDeployment(wanted)
                .setDeployerId("id-" + deployer)
                .setDeployerName(deployer)
                .build();
    }

    private static Deployment wanted(String deployer, String name, long revision, String image) {
        return Deployment.newBuilder()
                .setId("id-" + deployer + "-" + name)
                .setName(name)
                .setNamespace("default")
                .setRevision(revision)
                .setDeployment(DeploymentSpec.newBuilder().setImage(image).setReplicas(1))
                .build();
    }

    private void assertFails(int code, String message, String words) {
        assertFails(code, message, words.split(" "));
    }

    private void assertFails(int code, String message, String[] words) {
        var result = DsRun.against(gateway).ds(words);
        assertThat(result.err()).isEqualTo("ds: " + message + "\n");
        assertThat(result.code()).isEqualTo(code);
    }

    private DsRun.Result ds(String words) {
        return DsRun.against(gateway).ds(words.split(" "));
    }
}
