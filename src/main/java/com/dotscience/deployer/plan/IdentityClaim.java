package com.dotscience.deployer.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The identity under which a deployer claims its objects, and whether that claim can be true (R3). The identity that the
 * cluster's owner has set counts; otherwise it is the md5 of the token. An identity that a Gateway names is only a hint that it
 * used to be another one.
 *
 * @param set the identity that the cluster's owner has set, if any
 * @param ofToken the md5 of the token in hex
 * @param named the identity that the Gateway names, if any
 * @param others the identities that belong to other deployers in this cluster, as its owner says
 */
public record IdentityClaim(Optional<String> set, String ofToken, Optional<String> named, Set<String> others) {

    private static final String HOW =
            "deployer.identity (DEPLOYER_IDENTITY, or identity beside the token in the Secret)";

    /** Creates a claim where the owner has said nothing of other deployers. */
    public IdentityClaim(Optional<String> set, String ofToken, Optional<String> named) {
        this(set, ofToken, named, Set.of());
    }

    public String identity() {
        return set.orElse(ofToken);
    }

    /**
     * Returns the identity so far, if the claim differs from it and objects of it exist: then it stays, since the objects would
     * otherwise belong to nobody.
     *
     * @param inUse the identity so far, in this run of the deployer
     * @param owns says whether there are objects of an identity
     */
    public Optional<String> former(Optional<String> inUse, Predicate<String> owns) {
        return inUse.filter(other -> isAnother(other) && owns.test(other));
    }

    /**
     * Says why nothing may be written: under the claimed identity everything that runs would belong to somebody else, and would
     * be created a second time.
     *
     * @param ofWhatIsWanted the identities of objects that carry the id of a wanted model deployment
     * @return a sentence for people that says what to set; empty if the claim holds
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
     * Returns the identities that the deployer may have had before, each with the reason to think so. If the owner has set one,
     * the hint of a Gateway does not count; the others still do, because the owner may have mistyped it, or set another one
     * before.
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
