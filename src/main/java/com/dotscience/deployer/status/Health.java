package com.dotscience.deployer.status;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.deployer.apply.Failures.Failure;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.Rollout;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a model deployment is, in the words of the Go program: {@code Deployment: ready Service: ready Ingress: ready}.
 *
 * <p>A Deployment is ready when it is as wanted and its rollout is complete; a Service or Ingress when it is there as
 * wanted; what is not wanted is {@code none}. What is wrong is said behind the words, since a Gateway that knows no messages shows only those.
 */
final class Health {

    private enum Word {
        NONE,
        CONFIGURING,
        READY,
        ERROR;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final Deployment wanted;
    private final List<HasMetadata> own;
    private final Set<Kind> pending;
    private final Collection<Failure> failures;

    /**
     * @param own the objects in the cluster that are this model deployment's
     * @param pending the kinds of object that are not yet as wanted: what runs then is not what was asked for (R8)
     */
    Health(Deployment wanted, List<HasMetadata> own, Set<Kind> pending, Collection<Failure> failures) {
        this.wanted = wanted;
        this.own = own;
        this.pending = pending;
        this.failures = failures;
    }

    UpdateDeploymentRequest report() {
        String message = failures.stream().map(Failure::message).collect(Collectors.joining("; "));
        String words = "Deployment: " + deployment() + " Service: " + service() + " Ingress: " + ingress();
        return UpdateDeploymentRequest.newBuilder()
                .setId(wanted.getId())
                .setName(wanted.getName())
                .setStatus(message.isEmpty() ? words : words + " (" + message + ")")
                .setAvailableReplicas(availableReplicas())
                .setPhase(phase())
                .setMessage(message)
                .build();
    }

    private Word deployment() {
        boolean ready =
                observedDeployment().map(Rollout::of).filter(Rollout::complete).isPresent();
        return word(Kind.DEPLOYMENT, true, ready);
    }

    private Word service() {
        return word(Kind.SERVICE, wantsService(), isThere(Kind.SERVICE));
    }

    private Word ingress() {
        boolean wants = wantsService()
                && !(wanted.getIngress().getHost().isEmpty()
                        && wanted.getIngress().getClass_().isEmpty());
        return word(Kind.INGRESS, wants, isThere(Kind.INGRESS));
    }

    private Word word(Kind kind, boolean wants, boolean ready) {
        if (failures.stream().anyMatch(failure -> failure.kind() == kind)) {
            return Word.ERROR;
        }
        if (!wants) {
            return Word.NONE;
        }
        return ready && !pending.contains(kind) ? Word.READY : Word.CONFIGURING;
    }

    private Phase phase() {
        if (!failures.isEmpty()) {
            return Phase.PHASE_FAILED;
        }
        if (List.of(deployment(), service(), ingress()).contains(Word.CONFIGURING)) {
            return observedDeployment().isPresent() ? Phase.PHASE_PROGRESSING : Phase.PHASE_PENDING;
        }
        return Phase.PHASE_READY;
    }

    private long availableReplicas() {
        return observedDeployment()
                .map(deployment -> deployment.getStatus())
                .map(status -> status.getAvailableReplicas())
                .orElse(0);
    }

    private Optional<io.fabric8.kubernetes.api.model.apps.Deployment> observedDeployment() {
        return own.stream()
                .filter(io.fabric8.kubernetes.api.model.apps.Deployment.class::isInstance)
                .map(io.fabric8.kubernetes.api.model.apps.Deployment.class::cast)
                .findFirst();
    }

    private boolean wantsService() {
        return wanted.getService().getPortsCount() > 0;
    }

    private boolean isThere(Kind kind) {
        return own.stream().anyMatch(object -> object.getKind().equals(kind.toString()));
    }
}
