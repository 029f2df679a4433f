package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.testing.Pure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Objects of kinds that not every cluster serves. */
@Pure
class OptionalObjectsTest {

    private static final String NAME = "default/ds-signs-1";
    private static final String NOTE = "/metadata/annotations/deployer.dotscience.com~1kinds";

    private final Planner planner = new Planner();
    private final FakeCluster cluster = new FakeCluster();
    private final Deployment.Builder wanted = Deployment.newBuilder().setId("1").setName("signs");
    private Map<Kind, KindAccess> access = Map.of(Kind.POD_DISRUPTION_BUDGET, new KindAccess.Known("policy/v1"));

    OptionalObjectsTest() {
        wanted.getDeploymentBuilder().setImage("model:1").setMinAvailable("1");
    }

    @Test
    void oneIsMadeHealedAndDeletedLikeTheOthers() {
        assertThat(plan().changes())
                .extracting(Change::toString)
                .containsExactly("CREATE Deployment " + NAME, "CREATE PodDisruptionBudget " + NAME);
        cluster.apply(plan());
        assertThat(plan().inSync()).isTrue();

        cluster.tree(Kind.POD_DISRUPTION_BUDGET).withObject("/spec").put("minAvailable", 5);
        assertThat(plan().changes())
                .singleElement()
                .satisfies(change ->
                        assertThat(cluster.operations(change)).containsEntry("replace /spec/minAvailable", "1"));
        cluster.apply(plan());
        assertThat(plan().inSync()).isTrue();

        wanted.getDeploymentBuilder().clearMinAvailable();
        assertThat(plan().changes()).extracting(Change::toString).containsExactly("DELETE PodDisruptionBudget " + NAME);
        cluster.apply(plan());
        assertThat(cluster.keys()).containsExactly("Deployment " + NAME);
    }

    /** A deployer that starts in between would not look for it otherwise. */
    @Test
    void theDeploymentNotesItUntilItIsGone() {
        cluster.apply(plan());
        wanted.getDeploymentBuilder().clearMinAvailable();

        Plan deletion = plan();

        assertThat(deletion.changes()).noneMatch(change -> change.kind() == Kind.DEPLOYMENT);
        cluster.apply(deletion);
        assertThat(plan().changes())
                .singleElement()
                .satisfies(change -> assertThat(cluster.operations(change)).containsKey("remove " + NOTE));
        cluster.apply(plan());
        assertThat(plan().inSync()).isTrue();
    }

    @Test
    void nothingIsDoneBeforeItIsKnownWhatIsThere() {
        access = Map.of();

        assertThat(plan().changes()).extracting(Change::toString).containsExactly("CREATE Deployment " + NAME);
        assertThat(plan().waiting()).containsExactly("The PodDisruptionBudgets of the cluster are not known yet");
    }

    @Test
    void whatCannotBeHadIsSaidAndHoldsNothingElseUp() {
        access = Map.of(Kind.POD_DISRUPTION_BUDGET, new KindAccess.Missing("This cluster serves none"));

        assertThat(plan().changes()).extracting(Change::toString).containsExactly("CREATE Deployment " + NAME);
        assertThat(plan().lacking()).isEqualTo(Map.of(Kind.POD_DISRUPTION_BUDGET, "This cluster serves none"));
        cluster.apply(plan());
        assertThat(plan().inSync()).isTrue();
    }

    /** R3 */
    @Test
    void oneOfSomebodyElseIsAConflictAndStays() {
        cluster.apply(plan());
        cluster.tree(Kind.POD_DISRUPTION_BUDGET)
                .withObject("/metadata/annotations")
                .put("deployer.dotscience.com/identifier", "them");

        assertThat(plan().changes()).isEmpty();
        assertThat(plan().conflicts())
                .singleElement()
                .asString()
                .startsWith("PodDisruptionBudget " + NAME + " belongs to another deployer; it is left alone");
    }

    @Test
    void aModelDeploymentThatIsNotWantedTakesItAlong() {
        cluster.apply(plan());

        List<Change> removal = planner.planRemoval("1", "us", cluster.observed(), Optional.empty())
                .changes();

        assertThat(removal)
                .extracting(Change::toString)
                .containsExactly("DELETE Deployment " + NAME, "DELETE PodDisruptionBudget " + NAME);
    }

    @Test
    void itIsReadBackFromWhatRuns() {
        for (String asked : List.of("1", "50%")) {
            FakeCluster other = new FakeCluster();
            wanted.getDeploymentBuilder().setMinAvailable(asked);
            other.apply(planner.plan(wanted.build(), "us", other.observed(), Optional.of(Set.of())));

            assertThat(planner.running("1", "us", other.observed(), Optional.of(Set.of())))
                    .hasValueSatisfying(runs ->
                            assertThat(runs.getDeployment().getMinAvailable()).isEqualTo(asked));
        }
    }

    private Plan plan() {
        Observed there = cluster.observed().access(access);
        return planner.plan(wanted.build(), "us", there, Optional.of(Set.of()));
    }
}
