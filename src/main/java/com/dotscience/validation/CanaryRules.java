package com.dotscience.validation;

import com.dotscience.api.Canary;
import com.dotscience.api.CanaryTraffic;
import com.dotscience.api.Deployment;
import com.dotscience.api.management.CanarySteps;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Checks what is asked of a canary. What would not come true is refused, because nobody would see that it does not. */
public final class CanaryRules {
    private static final int PERCENT = 100;
    private static final int MAX_STEPS = 50;
    private static final long MAX_EVERY_SECONDS = 30L * 24 * 60 * 60;
    private static final long MAX_REQUESTS = 1_000_000_000;

    private CanaryRules() {}

    /**
     * Checks a model deployment with a canary; one without has nothing to check.
     *
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT; the message names the field and what is allowed
     */
    static void check(Deployment asked) {
        if (!asked.hasCanary()) {
            return;
        }
        Canary canary = asked.getCanary();
        ImageReference.check("canary image", canary.getImage());
        checkWeight("canary weight", canary.getWeight());
        refusal(asked, canary.getWeight()).ifPresent(why -> {
            throw Syntax.invalid(why);
        });
    }

    /**
     * Checks steps, and that each of their weights can be kept to.
     *
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT; the message names the field and what is allowed
     */
    public static void check(CanarySteps steps, Deployment of) {
        List<Integer> weights = steps.getWeightsList();
        if (weights.isEmpty() || weights.size() > MAX_STEPS) {
            throw Syntax.invalid("canary steps must be 1 to " + MAX_STEPS + " weights, not " + weights.size());
        }
        if (weights.get(0) == PERCENT) {
            throw Syntax.invalid("the first of the canary steps must be less than 100: with 100 it would be an update");
        }
        int before = 0;
        for (int weight : weights) {
            checkWeight("canary steps", weight);
            if (weight <= before) {
                throw Syntax.invalid("canary steps must grow, but after " + before + " comes " + weight);
            }
            before = weight;
            if (weight < PERCENT) {
                refusal(of, weight).ifPresent(why -> {
                    throw Syntax.invalid(why);
                });
            }
        }
        checkRange("every", steps.getEverySeconds(), 1, MAX_EVERY_SECONDS);
        checkRange("min requests", steps.getMinRequests(), 0, MAX_REQUESTS);
        checkRange("max errors", steps.getMaxErrorPercent(), 0, PERCENT);
    }

    /** Returns why a weight cannot be kept to, as a sentence for people; empty if it can. */
    public static Optional<String> refusal(Deployment of, int weight) {
        long stable = of.getDeployment().getReplicas();
        CanaryTraffic traffic = CanaryTraffic.of(of);
        if (traffic == CanaryTraffic.NONE) {
            return Optional.of("the model deployment has no Service, so no part of its requests can go to a canary");
        }
        if (traffic == CanaryTraffic.REPLICAS
                && of.getDeployment().getAutoscaling().getMaxReplicas() > 0) {
            return Optional.of(
                    "a canary weight needs an HTTPRoute or an Ingress of the class nginx where an autoscaler says"
                            + " how many replicas run: here the weight is the share of replicas, which the autoscaler changes; take"
                            + " autoscaling off for the time of the canary, with max replicas 0");
        }
        if (traffic != CanaryTraffic.REPLICAS || stable == 0) {
            return Optional.empty();
        }
        if (weight == PERCENT) {
            return Optional.of(
                    "a canary weight of 100 needs an HTTPRoute or an Ingress of the class nginx: here the weight is the"
                            + " share of replicas, and those of the model deployment stay; promote the canary instead");
        }
        double share = traffic.share(stable, weight);
        if (Math.abs(share - weight) <= weight / 2.0) {
            return Optional.empty();
        }
        return Optional.of("a canary weight of " + weight + " cannot be kept to with " + stable
                + (stable == 1 ? " replica" : " replicas")
                + ": without an HTTPRoute or an Ingress of the class nginx the"
                + " weight is the share of replicas, and " + traffic.replicas(stable, weight)
                + " beside them would get "
                + String.format(Locale.ROOT, "%.0f", share) + " of 100 requests; " + remedy(traffic, stable, weight));
    }

    /** Names the smallest weight, or else number of replicas, with which it would go. */
    private static String remedy(CanaryTraffic traffic, long stable, int weight) {
        int enough = weight;
        while (enough < PERCENT - 1 && Math.abs(traffic.share(stable, enough) - enough) > enough / 2.0) {
            enough++;
        }
        long replicas = stable;
        while (Math.abs(traffic.share(replicas, weight) - weight) > weight / 2.0) {
            replicas++;
        }
        return "ask for a weight of at least " + enough + ", or for " + replicas + " replicas";
    }

    private static void checkWeight(String field, int weight) {
        checkRange(field, weight, 1, PERCENT);
    }

    private static void checkRange(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw Syntax.invalid(field + " must be " + least + " to " + most + ", not " + value);
        }
    }
}
