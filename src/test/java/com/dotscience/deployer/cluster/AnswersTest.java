package com.dotscience.deployer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.junit.jupiter.api.Test;

/** R5: what the API server returned counts as observed until the informer catches up, and not a moment longer. */
@Pure
class AnswersTest {

    private static final String ID = "7c0e1f52-11aa-4b6c-9c3e-5d2f0a8b7e10";

    private final Answers answers = new Answers();

    @Test
    void whatAWriteReturnedCountsUntilTheInformerHasSeenIt() {
        Deployment before = deployment("uid-1", 5);
        Deployment after = deployment("uid-1", 8);
        answers.returned(after, true);

        assertThat(resolve(7, before)).isSameAs(after);
        assertThat(answers.keysOf(ID)).containsExactly(ObjectKey.of(after));

        Deployment shown = deployment("uid-1", 9);
        assertThat(resolve(9, shown)).isSameAs(shown);
        assertThat(answers.keysOf(ID)).isEmpty();
        assertThat(answers.keys()).isEmpty();
    }

    /** A list after an outage shows that it is gone without ever having shown that it was there. */
    @Test
    void whatSomebodyDeletedMeanwhileDoesNotLiveOn() {
        answers.returned(deployment("uid-1", 8), true);

        assertThat(resolve(12, null)).isNull();
        assertThat(resolve(3, null)).isNull();
    }

    @Test
    void anAnswerThatIsOlderThanWhatIsKnownIsIgnored() {
        Deployment newer = deployment("uid-1", 8);
        answers.returned(newer, true);
        answers.returned(deployment("uid-1", 6), true);

        assertThat(resolve(5, null)).isSameAs(newer);
    }

    @Test
    void theDeletedIsHiddenUntilTheInformerShowsItNoMore() {
        Deployment deleted = deployment("uid-1", 5);
        answers.gone(deleted);

        assertThat(resolve(7, deployment("uid-1", 7))).isNull();
        assertThat(resolve(9, null)).isNull();
        assertThat(answers.keys()).isEmpty();
    }

    @Test
    void aDeletionIsRememberedUntilTheInformerHasSeenTheCreation() {
        answers.returned(deployment("uid-1", 5), true);
        answers.gone(deployment("uid-1", 5));

        assertThat(resolve(3, null)).isNull();
        assertThat(resolve(5, deployment("uid-1", 5))).isNull();
        assertThat(resolve(6, null)).isNull();
        assertThat(answers.keys()).isEmpty();
    }

    @Test
    void whatTakesTheDeletedOnesPlaceIsObserved() {
        answers.gone(deployment("uid-1", 5));

        Deployment theirs = deployment("uid-2", 9);
        assertThat(resolve(9, theirs)).isSameAs(theirs);

        answers.gone(deployment("uid-2", 9));
        Deployment ours = deployment("uid-3", 12);
        answers.returned(ours, true);
        assertThat(resolve(9, theirs)).isSameAs(ours);
    }

    @Test
    void aLateDeletionOfAPredecessorDoesNotHideTheSuccessor() {
        Deployment successor = deployment("uid-2", 9);
        answers.returned(successor, true);
        answers.gone(deployment("uid-1", 5));

        assertThat(resolve(6, deployment("uid-1", 5))).isSameAs(successor);
    }

    @Test
    void anOutsiderStaysUntilItIsForgotten() {
        Deployment outsider = deployment("uid-1", 5);
        answers.returned(outsider, false);

        assertThat(resolve(100, null)).isSameAs(outsider);

        answers.forgetOutsider(ObjectKey.of(outsider));
        assertThat(resolve(100, null)).isNull();
        assertThat(answers.keysOf(ID)).isEmpty();
    }

    @Test
    void anOutsiderStaysUntilTheInformerShowsOneAsNew() {
        Deployment outsider = deployment("uid-1", 5);
        answers.returned(outsider, false);

        assertThat(resolve(100, deployment("uid-1", 4))).isSameAs(outsider);
        Deployment labelled = deployment("uid-1", 6);
        assertThat(resolve(100, labelled)).isSameAs(labelled);
        assertThat(resolve(100, null)).isNull();
    }

    @Test
    void theTakeOverMakesAnOutsiderOneOfOurs() {
        answers.returned(deployment("uid-1", 5), false);
        Deployment taken = deployment("uid-1", 6);
        answers.returned(taken, true);

        assertThat(resolve(5, null)).isSameAs(taken);
        assertThat(resolve(7, null)).isNull();
    }

    @Test
    void onlyOutsidersAreForgotten() {
        Deployment ours = deployment("uid-1", 5);
        answers.returned(ours, true);
        answers.forgetOutsider(ObjectKey.of(ours));

        assertThat(resolve(4, null)).isSameAs(ours);
    }

    private Object resolve(long seen, Deployment stored) {
        return answers.resolve(ObjectKey.of(deployment("any", 1)), seen, stored);
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
