package com.dotscience.deployer.status;

import static com.dotscience.api.Phase.PHASE_DEGRADED;

import com.dotscience.deployer.apply.NotSticking;
import com.dotscience.deployer.plan.Difference;
import com.dotscience.deployer.plan.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The verdicts on fields that somebody in the cluster has changed after they were written, such as an admission webhook (R11).
 * What runs then may not be what was asked for.
 */
final class RewriteVerdicts {

    private static final int SHOWN = 3;
    private static final String IMAGE = ".image";

    private RewriteVerdicts() {}

    /**
     * Judges fields that somebody changed some time after they were written. This was no admission webhook, whose changes are
     * known from the answer to the write itself.
     */
    static Optional<Verdict> later(Situation situation) {
        List<NotSticking> later = situation.rewritten().stream()
                .filter(field -> !field.atAdmission())
                .toList();
        return later.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict(
                        PHASE_DEGRADED,
                        who(later) + " changes what was written: " + words(later)
                                + ". It is set back more and more seldom: find out who does it, and stop them"));
    }

    /** Judges changes that an admission webhook made to what was asked for: the model runs, but not as it was asked for. */
    static Optional<Verdict> notAsAsked(Situation situation) {
        if (!situation.complete()) {
            return Optional.empty();
        }
        if (situation.rollout().available() == 0
                && atAdmission(situation).anyMatch(field -> field.kind() == Kind.DEPLOYMENT)
                && situation.wanted().getDeployment().getReplicas() > 0) {
            return Verdict.stuck(situation, "Nothing serves");
        }
        return strangeImage(situation)
                .map(image -> new Verdict(
                        PHASE_DEGRADED,
                        "What serves is " + image + ", which is no mirror of "
                                + situation.wanted().getDeployment().getImage()));
    }

    /**
     * Returns a sentence about what an admission webhook changed, which is added to any other verdict; empty if it changed
     * nothing.
     */
    static Optional<String> warning(Situation situation) {
        List<NotSticking> changed = atAdmission(situation).toList();
        return changed.isEmpty() ? Optional.empty() : Optional.of("Changed at admission: " + words(changed));
    }

    private static Stream<NotSticking> atAdmission(Situation situation) {
        return situation.rewritten().stream().filter(NotSticking::atAdmission);
    }

    private static Optional<String> strangeImage(Situation situation) {
        String asked = situation.wanted().getDeployment().getImage();
        List<String> running = situation.servingImage().map(List::of).orElseGet(() -> imagesOfTheTemplate(situation));
        boolean asAsked = running.stream().anyMatch(image -> Mirror.is(image, asked));
        Optional<String> ofTheModel = asAsked || situation.rollout().available() == 0
                ? Optional.empty()
                : Optional.of(running.isEmpty() ? "no model" : String.join(" and ", running));
        return ofTheModel.or(() -> atAdmission(situation)
                .map(NotSticking::difference)
                .filter(field -> field.field().endsWith(IMAGE) && !isMirrored(field))
                .map(Difference::there)
                .findFirst());
    }

    private static boolean isMirrored(Difference image) {
        return Mirror.is(image.there(), image.written());
    }

    /**
     * Returns the images of all containers of the template. All are looked at where the serving image is unknown, since any of
     * them may be the model's.
     */
    private static List<String> imagesOfTheTemplate(Situation situation) {
        return situation.deployment().stream()
                .flatMap(deployment -> deployment.getSpec().getTemplate().getSpec().getContainers().stream())
                .map(container -> container.getImage())
                .toList();
    }

    private static String who(List<NotSticking> fields) {
        List<String> names = fields.stream()
                .map(NotSticking::by)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        return names.size() == 1 ? names.get(0) : "Somebody";
    }

    private static String words(List<NotSticking> fields) {
        String shown = fields.stream().limit(SHOWN).map(NotSticking::toString).collect(Collectors.joining("; "));
        return fields.size() > SHOWN ? shown + "; and " + (fields.size() - SHOWN) + " more" : shown;
    }
}
