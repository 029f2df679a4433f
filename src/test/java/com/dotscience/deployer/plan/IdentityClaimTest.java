package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** R3: no Gateway decides whose objects a deployer's are. */
@Pure
class IdentityClaimTest {

    private static final String SET =
            "deployer.identity (DEPLOYER_IDENTITY, or identity beside the token in the Secret)";

    @Test
    void itIsTheMd5OfTheTokenUnlessTheOwnerSetsIt() {
        assertThat(new IdentityClaim(Optional.empty(), "md5", Optional.of("named")).identity())
                .isEqualTo("md5");
        assertThat(new IdentityClaim(Optional.of("set"), "md5", Optional.of("named")).identity())
                .isEqualTo("set");
    }

    @Test
    void whatAGatewayNamesDifferentlyIsNotTaken() {
        assertThat(dispute(named("other"), null, Set.of())).isEmpty();
        assertThat(dispute(named("other"), null, Set.of("md5"))).isEmpty();
        assertThat(dispute(named("other"), "md5", Set.of("md5", "other"))).isEmpty();
    }

    @Test
    void oneWithNothingOfItsOwnDoesNotBeginBesideWhatTheGatewaySaysWasItsOwn() {
        assertThat(dispute(named("other"), null, Set.of("other")))
                .contains(
                        "Nothing is written: nothing here has this deployer's identity md5 (the md5 of its token), but"
                                + " there are objects of the identity other, which the Gateway names. If they are this deployer's,"
                                + " set " + SET + " to other; if they are another deployer's, to md5");
    }

    @Test
    void theOwnersWordEndsIt() {
        assertThat(dispute(new IdentityClaim(Optional.of("md5"), "md5", Optional.of("other")), "md5", Set.of("other")))
                .isEmpty();
        assertThat(dispute(new IdentityClaim(Optional.of("other"), "md5", Optional.of("other")), null, Set.of("other")))
                .isEmpty();
    }

    @Test
    void anIdentityThatIsSetBesideObjectsOfTheTokenIsASlip() {
        assertThat(dispute(new IdentityClaim(Optional.of("set"), "md5", Optional.empty()), null, Set.of("md5")))
                .contains(
                        "Nothing is written: nothing here has this deployer's identity set (deployer.identity), but there"
                                + " are objects of the identity md5, the md5 of its token. If they are this deployer's, set "
                                + SET
                                + " to md5, or leave it out");
    }

    @Test
    void anotherTokenWhileThereAreObjectsOfTheFormerOne() {
        IdentityClaim claim = new IdentityClaim(Optional.empty(), "new", Optional.empty());

        assertThat(claim.former(Optional.of("old"), Set.of("old", "new")::contains))
                .contains("old");
        assertThat(dispute(claim, "old", Set.of("old", "new")))
                .contains(
                        "Nothing is written: this deployer's objects have the identity old, and the md5 of its token is"
                                + " another since, new. To go on with them set " + SET + " to old");
        assertThat(claim.former(Optional.of("old"), Set.of("new")::contains)).isEmpty();
        assertThat(dispute(claim, "old", Set.of("new"))).isEmpty();
    }

    @Test
    void objectsOfWhatIsWantedThatHaveAnotherIdentityWereItsOwnIfItHasNone() {
        IdentityClaim claim = new IdentityClaim(Optional.empty(), "new", Optional.empty());

        assertThat(claim.dispute(Optional.of("new"), Set.of("old")::contains, Set.of("old")))
                .contains(
                        "Nothing is written: nothing here has this deployer's identity new (the md5 of its token), but"
                                + " there are objects of the identity old, for what is wanted of it. If they are this deployer's,"
                                + " set " + SET + " to old; if they are another deployer's, to new");
        assertThat(claim.dispute(Optional.of("new"), Set.of("old", "new")::contains, Set.of("old")))
                .as("with objects of its own, each is a conflict of that one")
                .isEmpty();
    }

    @Test
    void anIdentityThatIsSetBesideObjectsOfWhatIsWantedWasAnotherBefore() {
        Predicate<String> owns = Set.of("old")::contains;
        assertThat(new IdentityClaim(Optional.of("set"), "md5", Optional.of("old"))
                        .dispute(Optional.empty(), owns, Set.of("old")))
                .contains(
                        "Nothing is written: nothing here has this deployer's identity set (deployer.identity), but there"
                                + " are objects of the identity old, for what is wanted of it. If they are this deployer's, set "
                                + SET
                                + " to old; if they are another deployer's, add it to deployer.identity.others"
                                + " (DEPLOYER_IDENTITY_OTHERS)");
        assertThat(new IdentityClaim(Optional.of("set"), "md5", Optional.of("old"))
                        .dispute(Optional.empty(), owns, Set.of()))
                .as("no Gateway's word counts against the owner's")
                .isEmpty();
        assertThat(new IdentityClaim(Optional.of("set"), "md5", Optional.empty(), Set.of("old"))
                        .dispute(Optional.empty(), owns, Set.of("old")))
                .as("the owner says that it is another's")
                .isEmpty();
    }

    private static IdentityClaim named(String identity) {
        return new IdentityClaim(Optional.empty(), "md5", Optional.of(identity));
    }

    private static Optional<String> dispute(IdentityClaim claim, String inUse, Set<String> owning) {
        return claim.dispute(Optional.ofNullable(inUse), owning::contains, Set.of());
    }
}
