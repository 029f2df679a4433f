package com.dotscience.deployer.desired;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.deployer.desired.DesiredState.Applied;
import com.dotscience.deployer.desired.Update.Removal;
import com.dotscience.deployer.desired.Update.Snapshot;
import com.dotscience.deployer.desired.Update.Upsert;
import com.dotscience.testing.Pure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@Pure
class DesiredStateTest {

    private final DesiredState state = new DesiredState();

    @Test
    void anUpsertIsWantedAndChanged() {
        Applied applied = apply(upsert("a", "image:1", 0));

        assertThat(applied.changed()).containsExactly("a");
        assertThat(applied.removed()).isEmpty();
        assertThat(state.wanted("a")).contains(model("a", "image:1", 0));
        assertThat(state.ids()).containsExactly("a");
    }

    @Test
    void theSameNewsTwiceChangesNothing() {
        apply(upsert("a", "image:1", 0));

        assertThat(apply(upsert("a", "image:1", 0)).changed()).isEmpty();
    }

    @Test
    void aRemovalIsNamedAsRemoved() {
        apply(upsert("a", "image:1", 0));

        Applied applied = apply(removal("a", 0));

        assertThat(applied.changed()).containsExactly("a");
        assertThat(applied.removed()).containsExactly(Map.entry("a", true));
        assertThat(state.wanted("a")).isEmpty();
    }

    @Test
    void theRemovalOfAnIdNeverHeardOfMattersSinceItsObjectsMayBeThere() {
        assertThat(apply(removal("a", 7)).removed()).containsExactly(Map.entry("a", true));
        assertThat(apply(removal("a", 7)).removed()).isEmpty();
    }

    @Test
    void removedAndWantedAgainInOneBatchIsNotRemoved() {
        apply(upsert("a", "image:1", 1));

        Applied applied = apply(removal("a", 2), upsert("a", "image:1", 3));

        assertThat(applied.changed()).containsExactly("a");
        assertThat(applied.removed()).isEmpty();
    }

    @Test
    void onlyIdsThatDifferFromAListAreChanged() {
        apply(upsert("a", "image:1", 1), upsert("b", "image:1", 2));

        Applied applied =
                apply(list(3, 0, model("a", "image:1", 1), model("b", "image:2", 3), model("c", "image:1", 3)));

        assertThat(applied.changed()).containsExactlyInAnyOrder("b", "c");
        assertThat(applied.lists()).containsExactly(Map.entry(Update.GATEWAY, true));
    }

    @Test
    void whatAListLacksIsNoLongerWantedButNotNamedAsRemoved() {
        apply(upsert("a", "image:1", 1), upsert("b", "image:1", 2));

        Applied applied = apply(list(3, 0, model("a", "image:1", 1)));

        assertThat(applied.changed()).containsExactly("b");
        assertThat(applied.removed()).isEmpty();
        assertThat(state.ids()).containsExactly("a");
    }

    @Test
    void aListOfOneSourceSaysNothingOfAnothers() {
        apply(new Upsert(Update.PUSH, model("pushed", "image:1", 0), 0), upsert("a", "image:1", 1));

        apply(list(2, 0));

        assertThat(state.ids()).containsExactly("pushed");
    }

    @Test
    void anIdBelongsToTheSourceThatNamedItUntilItLetsGo() {
        apply(upsert("a", "image:1", 1));

        Applied refused = apply(new Upsert(Update.PUSH, model("a", "image:9", 0), 0));

        assertThat(state.wanted("a")).contains(model("a", "image:1", 1));
        assertThat(refused.ignored())
                .containsExactly(
                        "Ignored what push says of model deployment a: it belongs to gateway until that removes it");
        apply(removal("a", 2));
        apply(new Upsert(Update.PUSH, model("a", "image:9", 0), 0));
        assertThat(state.wanted("a")).contains(model("a", "image:9", 0));
    }

    /** Both have to be told, so the id is looked at again; what is the same as before is no news. */
    @Test
    void whatASecondSourceWantsOfAnIdIsRememberedUntilItWantsItNoMore() {
        Upsert second = new Upsert(Update.RESOURCES, model("a", "image:9", 0), 0);
        apply(upsert("a", "image:1", 1));

        assertThat(apply(second).changed()).containsExactly("a");
        assertThat(apply(second).changed()).isEmpty();
        assertThat(state.contended("a", Update.RESOURCES)).contains(model("a", "image:9", 0));
        assertThat(state.contended("a", Update.GATEWAY)).isEmpty();

        assertThat(apply(new Snapshot(Update.RESOURCES, List.of(), List.of(), 0, 9, true))
                        .changed())
                .containsExactly("a");
        assertThat(state.contended("a", Update.RESOURCES)).isEmpty();
        apply(second);
        apply(new Removal(Update.RESOURCES, "a", 0, true, true));
        assertThat(state.contended("a", Update.RESOURCES)).isEmpty();
        assertThat(state.wanted("a")).contains(model("a", "image:1", 1));
    }

    @Test
    void aSecondSourceThatGetsTheIdAfterAllContendsForItNoMore() {
        apply(upsert("a", "image:1", 1));
        apply(new Upsert(Update.RESOURCES, model("a", "image:9", 0), 0));
        apply(removal("a", 2));

        apply(new Upsert(Update.RESOURCES, model("a", "image:9", 0), 0));

        assertThat(state.source("a")).contains(Update.RESOURCES);
        assertThat(state.contended("a", Update.RESOURCES)).isEmpty();
    }

    @Test
    void whyItCannotBeMadeIsPartOfWhatIsWanted() {
        apply(new Upsert(Update.RESOURCES, model("a", "image:1", 0), 0, "no such image"));
        assertThat(state.refusal("a")).contains("no such image");

        Snapshot list = new Snapshot(
                Update.RESOURCES,
                List.of(model("a", "image:1", 0)),
                List.of(),
                0,
                9,
                true,
                Map.of("a", "not this one either"));
        assertThat(apply(list).changed()).containsExactly("a");
        assertThat(state.refusal("a")).contains("not this one either");

        assertThat(apply(new Upsert(Update.RESOURCES, model("a", "image:1", 0), 0))
                        .changed())
                .containsExactly("a");
        assertThat(state.refusal("a")).isEmpty();
    }

    @Test
    void theEndOfARemovalIsToldToWhomItConcerns() {
        apply(new Removal(Update.RESOURCES, "a", 0, true, true), new Removal(Update.GATEWAY, "b", 3, true, true));

        assertThat(state.takeAwaited("a"::equals)).containsExactly("a");
        assertThat(state.takeAwaited("a"::equals)).isEmpty();
        assertThat(state.takeAwaited(id -> true)).containsExactly("b");
    }

    @Test
    void aModelDeploymentWithoutAnIdIsIgnoredAndSaid() {
        Applied applied = apply(upsert("", "image:1", 1), upsert("b", "image:1", 2));

        assertThat(applied.ignored()).containsExactly("Ignored a model deployment from gateway: it has no id");
        assertThat(state.ids()).containsExactly("b");
    }

    /** R4, for a Gateway that sends revisions: they win over the order of arrival. */
    @Nested
    class Revisions {

        @Test
        void anOlderUpsertDoesNotUndoANewerOne() {
            apply(upsert("a", "image:2", 2));

            assertThat(apply(upsert("a", "image:1", 1)).changed()).isEmpty();
            assertThat(state.wanted("a")).contains(model("a", "image:2", 2));
        }

        @Test
        void anOlderUpsertDoesNotBringBackWhatWasRemoved() {
            apply(removal("a", 2));

            apply(upsert("a", "image:1", 1));

            assertThat(state.wanted("a")).isEmpty();
        }

        @Test
        void anOlderRemovalDoesNotTakeWhatIsWantedAgain() {
            apply(upsert("a", "image:2", 3));

            Applied applied = apply(removal("a", 2));

            assertThat(applied.removed()).isEmpty();
            assertThat(state.ids()).containsExactly("a");
        }

        @Test
        void aLateListKeepsWhatTheStreamAddedMeanwhile() {
            apply(upsert("a", "image:1", 1), upsert("b", "image:1", 5), upsert("a", "image:2", 6));

            apply(list(4, 0, model("a", "image:1", 1)));

            assertThat(state.wanted("a")).contains(model("a", "image:2", 6));
            assertThat(state.ids()).containsExactlyInAnyOrder("a", "b");
        }

        @Test
        void aLateListDoesNotBringBackWhatTheStreamRemovedMeanwhile() {
            apply(upsert("a", "image:1", 1), removal("a", 5));

            apply(list(4, 0, model("a", "image:1", 1)));

            assertThat(state.ids()).isEmpty();
        }

        @Test
        void whatAListNoLongerHasIsNotBroughtBackByOlderNews() {
            apply(upsert("a", "image:1", 1));
            apply(list(9, 0));

            assertThat(apply(upsert("a", "image:2", 8)).changed()).isEmpty();
            assertThat(state.ids()).isEmpty();
        }

        @Test
        void aListThatIsOlderThanTheLastOneIsIgnored() {
            apply(list(9, 0, model("a", "image:2", 8)));

            Applied applied = apply(list(5, 0));

            assertThat(applied.lists()).isEmpty();
            assertThat(state.ids()).containsExactly("a");
        }

        @Test
        void tombstonesInAListAreRemovalsOnce() {
            Snapshot list = new Snapshot(
                    Update.GATEWAY,
                    List.of(model("a", "image:1", 1)),
                    List.of(new Removal(Update.GATEWAY, "b", 2, false, true)),
                    3,
                    0,
                    true);

            assertThat(apply(list).removed()).containsExactly(Map.entry("b", true));
            assertThat(apply(list).removed()).isEmpty();
        }

        @Test
        void aListOfAGatewayThatStartedAnewReplacesWhatItDoesNotKnow() {
            apply(upsert("a", "image:1", 40), upsert("b", "image:1", 50));

            apply(list(100, 0, model("a", "image:1", 40)));

            assertThat(state.ids()).containsExactly("a");
        }

        /** Whatever the order of arrival, the newest revision of each id is what is left. */
        @Test
        void anyOrderOfArrivalEndsTheSame() {
            long seed = new Random().nextLong();
            Random random = new Random(seed);
            for (int round = 0; round < 300; round++) {
                List<Update> history = new ArrayList<>();
                Map<String, Deployment> truth = new HashMap<>();
                for (int revision = 1; revision <= 30; revision++) {
                    String id = String.valueOf((char) ('a' + random.nextInt(5)));
                    if (random.nextInt(3) == 0) {
                        truth.remove(id);
                        history.add(removal(id, revision));
                    } else {
                        Deployment model = model(id, "image:" + revision, revision);
                        truth.put(id, model);
                        history.add(new Upsert(Update.GATEWAY, model, revision));
                    }
                    if (random.nextInt(6) == 0) {
                        history.add(list(revision, 0, truth.values().toArray(Deployment[]::new)));
                    }
                }
                java.util.Collections.shuffle(history, random);
                DesiredState shuffled = new DesiredState();
                history.forEach(update -> shuffled.apply(List.of(update)));

                assertThat(shuffled.ids()).as("seed %d round %d", seed, round).isEqualTo(truth.keySet());
                truth.forEach((id, model) ->
                        assertThat(shuffled.wanted(id)).as("seed %d", seed).contains(model));
            }
        }
    }

    /** R4, for a Gateway without revisions: what came after a list was asked for survives its answer. */
    @Nested
    class Positions {

        @Test
        void aLateListKeepsWhatTheStreamAddedMeanwhile() {
            apply(upsert("a", "image:1", 0));
            long asked = state.position();
            apply(upsert("a", "image:2", 0), upsert("b", "image:1", 0));

            Applied applied = apply(list(0, asked, model("a", "image:1", 0)));

            assertThat(applied.changed()).isEmpty();
            assertThat(state.wanted("a")).contains(model("a", "image:2", 0));
            assertThat(state.ids()).containsExactlyInAnyOrder("a", "b");
        }

        @Test
        void aLateListDoesNotBringBackWhatWasRemovedMeanwhile() {
            apply(upsert("a", "image:1", 0));
            long asked = state.position();
            apply(removal("a", 0));

            apply(list(0, asked, model("a", "image:1", 0)));

            assertThat(state.ids()).isEmpty();
        }

        @Test
        void theNextListWins() {
            apply(upsert("a", "image:2", 0));

            apply(list(0, state.position(), model("b", "image:1", 0)));

            assertThat(state.ids()).containsExactly("b");
        }

        @Test
        void ofTwoListsTheOneAskedForLaterWins() {
            apply(list(0, state.position(), model("a", "image:1", 0)));
            long askedFirst = state.position();
            apply(list(0, state.position(), model("a", "image:2", 0)));

            apply(list(0, askedFirst, model("a", "image:1", 0)));

            assertThat(state.wanted("a")).contains(model("a", "image:2", 0));
        }
    }

    private Applied apply(Update... updates) {
        return state.apply(Arrays.asList(updates));
    }

    private static Upsert upsert(String id, String image, long revision) {
        return new Upsert(Update.GATEWAY, model(id, image, revision), revision);
    }

    @Test
    void whatIsNamedAsRemovedByNobodysWordAndThenByAPersonsIsNewsAgain() {
        assertThat(apply(new Removal(Update.GATEWAY, "a", 7, false, false)).removed())
                .containsExactly(Map.entry("a", false));
        assertThat(apply(new Removal(Update.GATEWAY, "a", 8, false, true)).removed())
                .containsExactly(Map.entry("a", true));
        assertThat(state.removed()).containsExactly(Map.entry("a", true));
    }

    private static Removal removal(String id, long revision) {
        return new Removal(Update.GATEWAY, id, revision, false, true);
    }

    private static Snapshot list(long revision, long position, Deployment... wanted) {
        return new Snapshot(Update.GATEWAY, List.of(wanted), List.of(), revision, position, revision > 0);
    }

    private static Deployment model(String id, String image, long revision) {
        return Deployment.newBuilder()
                .setId(id)
                .setName(id)
                .setDeployment(DeploymentSpec.newBuilder().setImage(image))
                .setRevision(revision)
                .build();
    }
}
