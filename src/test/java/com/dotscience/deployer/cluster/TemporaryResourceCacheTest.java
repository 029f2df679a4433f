package com.dotscience.deployer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.plan.ObjectKey;
import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.junit.jupiter.api.Test;

/** R5: what the API server returned counts as observed until the informer catches up, and not a moment longer. */
@Pure
class TemporaryResourceCacheTest {

    private static final String ID = "7c0e1f52-11aa-4b6c-9c3e-5d2f0a8b7e10";

    private final TemporaryResourceCache cache = new TemporaryResourceCache();

    @Test
    void whatAWriteReturnedCountsUntilTheInformerHasSeenIt() {
        Deployment before = deployment("uid-1", 5);
        Deployment after = deployment("uid-1", 8);
        cache.put(after, true);

        assertThat(resolve(7, before)).isSameAs(after);
        assertThat(cache.keysOf(ID)).containsExactly(ObjectKey.of(after));

        Deployment shown = deployment("uid-1", 9);
        assertThat(resolve(9, shown)).isSameAs(shown);
        assertThat(cache.keysOf(ID)).isEmpty();
        assertThat(cache.keys()).isEmpty();
    }

    /** A list after an outage shows that it is gone without ever having shown that it was there. */
    @Test
    void whatSomebodyDeletedMeanwhileDoesNotLiveOn() {
        cache.put(deployment("uid-1", 8), true);

        assertThat(resolve(12, null)).isNull();
        assertThat(resolve(3, null)).isNull();
    }

    @Test
    void anAnswerThatIsOlderThanWhatIsKnownIsIgnored() {
        Deployment newer = deployment("uid-1", 8);
        cache.put(newer, true);
        cache.put(deployment("uid-1", 6), true);

        assertThat(resolve(5, null)).isSameAs(newer);
    }

    @Test
    void theDeletedIsHiddenUntilTheInformerShowsItNoMore() {
        Deployment deleted = deployment("uid-1", 5);
        cache.delete(deleted);

        assertThat(resolve(7, deployment("uid-1", 7))).isNull();
        assertThat(resolve(9, null)).isNull();
        assertThat(cache.keys()).isEmpty();
    }

    @Test
    void aDeletionIsRememberedUntilTheInformerHasSeenTheCreation() {
        cache.put(deployment("uid-1", 5), true);
        cache.delete(deployment("uid-1", 5));

        assertThat(resolve(3, null)).isNull();
        assertThat(resolve(5, deployment("uid-1", 5))).isNull();
        assertThat(resolve(6, null)).isNull();
        assertThat(cache.keys()).isEmpty();
    }

    @Test
    void whatTakesTheDeletedOnesPlaceIsObserved() {
        cache.delete(deployment("uid-1", 5));

        Deployment theirs = deployment("uid-2", 9);
        assertThat(resolve(9, theirs)).isSameAs(theirs);

        cache.delete(deployment("uid-2", 9));
        Deployment ours = deployment("uid-3", 12);
        cache.put(ours, true);
        assertThat(resolve(9, theirs)).isSameAs(ours);
    }

    @Test
    void aLateDeletionOfAPredecessorDoesNotHideTheSuccessor() {
        Deployment successor = deployment("uid-2", 9);
        cache.put(successor, true);
        cache.delete(deployment("uid-1", 5));

        assertThat(resolve(6, deployment("uid-1", 5))).isSameAs(successor);
    }

    @Test
    void anOutsiderStaysUntilItIsForgotten() {
        Deployment outsider = deployment("uid-1", 5);
        cache.put(outsider, false);

        assertThat(resolve(100, null)).isSameAs(outsider);

        cache.dropUnwatched(ObjectKey.of(outsider));
        assertThat(resolve(100, null)).isNull();
        assertThat(cache.keysOf(ID)).isEmpty();
    }

    @Test
    void anOutsiderStaysUntilTheInformerShowsOneAsNew() {
        Deployment outsider = deployment("uid-1", 5);
        cache.put(outsider, false);

        assertThat(resolve(100, deployment("uid-1", 4))).isSameAs(outsider);
        Deployment labelled = deployment("uid-1", 6);
        assertThat(resolve(100, labelled)).isSameAs(labelled);
        assertThat(resolve(100, null)).isNull();
    }

    @Test
    void theTakeOverMakesAnOutsiderOneOfOurs() {
        cache.put(deployment("uid-1", 5), false);
        Deployment taken = deployment("uid-1", 6);
        cache.put(taken, true);

        assertThat(resolve(5, null)).isSameAs(taken);
        assertThat(resolve(7, null)).isNull();
    }

    @Test
    void onlyOutsidersAreForgotten() {
        Deployment ours = deployment("uid-1", 5);
        cache.put(ours, true);
        cache.dropUnwatched(ObjectKey.of(ours));

        assertThat(resolve(4, null)).isSameAs(ours);
    }

    private Object resolve(long seen, Deployment stored) {
        return cache.resolve(ObjectKey.of(deployment("any", 1)), seen, stored);
    }

    private static Deployment deployment(String uid, long version) {
        return ModelObjects.of(ID, "models")
                .deployment()
                .edit()
                .editMetadata()
                .withUid(uid)
                .withResourceVersion(Long.toString(version))
                .endMetadata()
                .build();
    }
}
