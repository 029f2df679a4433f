package com.dotscience.deployer.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whose objects a deployer's are to be, and whether that can be true (R3). What the cluster's owner set counts, else the md5 of
 * the token; what a Gateway names is no more than a hint that it was another before.
 *
 * @param set by the cluster's owner, if anything is
 * @param ofToken the md5 of the token in hex
 * @param named by the Gateway, if anything is
 * @param others which are other deployers' in this cluster, as its owner says
 */
public record IdentityClaim(Optional<String> set, String ofToken, Optional<String> named, Set<String> others) {

    private static final String HOW =
            "deployer.identity (DEPLOYER_IDENTITY, or identity beside the token in the Secret)";

    /** Where the owner has said nothing of other deployers. */
    public IdentityClaim(Optional<String> set, String ofToken, Optional<String> named) {
        this(set, ofToken, named, Set.of());
    }

    public String identity() {
        return set.orElse(ofToken);
    }

    /**
     * The identity until now, where it would be another from now on and there are objects of it: it stays.
     *
     * @param inUse the identity until now, in this run
     * @param owns whether there are objects of an identity
     */
    public Optional<String> former(Optional<String> inUse, Predicate<String> owns) {
        return inUse.filter(other -> isAnother(other) && owns.test(other));
    }

    /**
     * Why nothing may be written: under the claimed identity all that runs would be somebody else's, and be made a second time.
     *
     * @param ofWhatIsWanted the identities of objects that carry the id of what is wanted
     * @return a sentence for people with what to set; empty if the identity holds
     */
    public Optional<String> dispute(Optional<String> inUse, Predicate<String> owns, Set<String> ofWhatIsWanted) {
        Optional<String> former = former(inUse, owns);
        if (former.isPresent()) {
            return Optional.of(
                    "Nothing is written: this deployer's objects have the identity " + former.get() + ", and "
                            + origin() + " is another since, " + identity() + ". To go on with them set " + HOW + " to "
                            + former.get());
        }
        if (owns.test(identity())) {
            return Optional.empty();
        }
        return formerOnes(ofWhatIsWanted).entrySet().stream()
                .filter(other ->
                        isAnother(other.getKey()) && !others.contains(other.getKey()) && owns.test(other.getKey()))
                .findFirst()
                .map(other -> "Nothing is written: nothing here has this deployer's identity " + identity() + " ("
                        + origin() + "), but there are objects of the identity " + other.getKey() + ", "
                        + other.getValue() + ". If they are this deployer's, set " + HOW + " to " + other.getKey()
                        + remedyIfNot(other.getKey()));
    }

    private String origin() {
        return set.isPresent() ? "deployer.identity" : "the md5 of its token";
    }

    private String remedyIfNot(String other) {
        if (set.isEmpty()) {
            return "; if they are another deployer's, to " + ofToken;
        }
        return other.equals(ofToken)
                ? ", or leave it out"
                : "; if they are another deployer's, add it to deployer.identity.others (DEPLOYER_IDENTITY_OTHERS)";
    }

    /**
     * Whose it may have been before, each with why. What was set is the owner's last word but for a slip of the pen, and for
     * what was set otherwise before; against it no Gateway's word counts.
     */
    private Map<String, String> formerOnes(Set<String> ofWhatIsWanted) {
        Map<String, String> former = new LinkedHashMap<>();
        if (set.isPresent()) {
            former.put(ofToken, "the md5 of its token");
        } else {
            named.ifPresent(name -> former.put(name, "which the Gateway names"));
        }
        ofWhatIsWanted.stream().sorted().forEach(name -> former.putIfAbsent(name, "for what is wanted of it"));
        return former;
    }

    private boolean isAnother(String other) {
        return !other.equals(identity());
    }
}
