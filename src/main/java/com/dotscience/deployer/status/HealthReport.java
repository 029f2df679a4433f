package com.dotscience.deployer.status;

import com.dotscience.api.IngressUrl;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.deployer.plan.Rollout;

/** The report on a model deployment: its verdict together with the observations behind it, so that people can see why. */
final class HealthReport {

    private HealthReport() {}

    static UpdateDeploymentRequest report(Situation situation, IngressUrl ingressUrl) {
        Verdict verdict = Verdicts.on(situation);
        Rollout rollout = situation.rollout();
        return UpdateDeploymentRequest.newBuilder()
                .setId(situation.wanted().getId())
                .setName(situation.wanted().getName())
                .setStatus(LegacyStatus.of(situation))
                .setAvailableReplicas(rollout.available())
                .setPhase(verdict.phase())
                .setMessage(verdict.message())
                .setRevision(situation.wanted().getRevision())
                .setDesiredReplicas(
                        situation.deployment().isPresent()
                                ? rollout.wanted()
                                : situation.wanted().getDeployment().getReplicas())
                .setUpdatedReplicas(rollout.updated())
                .setReadyReplicas(rollout.ready())
                .setImage(situation.servingImage().orElse(""))
                .setUrl(
                        situation.wantsIngress() || situation.wantsRoute()
                                ? ingressUrl.of(situation.wanted().getIngress())
                                : "")
                .setServable(situation.servable())
                .setCause(Cause.of(situation, verdict))
                .build();
    }
}
