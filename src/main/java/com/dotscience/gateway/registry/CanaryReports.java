package com.dotscience.gateway.registry;

import com.dotscience.api.AnswerCounts;
import com.dotscience.api.CanaryId;
import com.dotscience.api.Phase;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.api.management.CanaryState;
import com.dotscience.api.management.Report;
import com.dotscience.gateway.store.Canaries;
import com.dotscience.gateway.store.Database;
import com.dotscience.validation.Printable;
import java.time.Clock;
import java.util.Optional;

/** Stores what deployers report about canaries, and counts the answers at the present weight. */
public final class CanaryReports {
    private static final int MAX_PODS = 500;
    private static final int MAX_WORDS = 500;

    private final Database database;
    private final Clock clock;

    /** @param clock measures how much time has passed */
    CanaryReports(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Stores what a deployer reports of a canary.
     *
     * @return false if that deployer has no such canary
     */
    public boolean report(String deployerId, UpdateDeploymentRequest request, Report report) {
        String id = CanaryId.stable(request.getId());
        return database.transaction(transaction -> {
            Canaries canaries = new Canaries(transaction);
            Optional<CanaryState> state = canaries.lock(id);
            boolean known = state.isPresent()
                    && transaction
                            .first(
                                    row -> true,
                                    "SELECT 1 FROM model_deployments WHERE id = ? AND deployer_id = ?",
                                    id,
                                    deployerId)
                            .isPresent();
            if (known && !request.getGone()) {
                canaries.put(id, next(state.get(), request, report));
            }
            return known;
        });
    }

    private CanaryState next(CanaryState state, UpdateDeploymentRequest request, Report report) {
        CanaryState.Builder next = state.toBuilder().setReport(report);
        if (report.getRevision() < state.getRevision()) {
            // It speaks of an earlier weight.
            return next.build();
        }
        if (report.getPhase() != Phase.PHASE_READY) {
            next.clearReadySince();
        } else if (state.getReadySince() == 0) {
            next.setReadySince(clock.millis());
        }
        next.setAnswersUnread(Printable.cut(request.getAnswersUnread(), MAX_WORDS));
        request.getAnswersList().stream().limit(MAX_PODS).forEach(counts -> count(next, counts));
        next.setCounting(state.getCounting() || request.getAnswersCount() > 0);
        return next.build();
    }

    private static void count(CanaryState.Builder state, AnswerCounts counts) {
        String pod = counts.getPod();
        AnswerCounts known = state.getCountedOrDefault(pod, AnswerCounts.getDefaultInstance());
        if (!state.getCountedMap().containsKey(pod) && state.getCountedCount() >= MAX_PODS) {
            return;
        }
        if (state.getCounting()) {
            AnswerCounts.Builder answered = state.getAnsweredBuilder();
            answered.setAnswers(answered.getAnswers() + increase(known.getAnswers(), counts.getAnswers()))
                    .setErrors(answered.getErrors() + increase(known.getErrors(), counts.getErrors()))
                    .setUnanswered(answered.getUnanswered() + increase(known.getUnanswered(), counts.getUnanswered()));
        }
        state.putCounted(pod, counts);
    }

    /** A counter that is less than it was has begun anew: its model-proxy has been restarted. */
    private static long increase(long before, long now) {
        return Math.max(0, now >= before ? now - before : now);
    }
}
