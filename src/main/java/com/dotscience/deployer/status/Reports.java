package com.dotscience.deployer.status;

import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.deployer.apply.Failures;
import com.dotscience.deployer.cluster.ObservedState;
import com.dotscience.deployer.manifest.Ownership;
import com.dotscience.deployer.reconcile.Desired;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.ExchangeProperty;

/** What is to be reported to the Gateway: the health of a model deployment, where it is another than was last sent. */
public final class Reports {

    private final Desired desired;
    private final ObservedState observed;
    private final Supplier<Optional<String>> identity;
    private final Failures failures;
    private final Map<String, UpdateDeploymentRequest> sent = new ConcurrentHashMap<>();

    public Reports(Desired desired, ObservedState observed, Supplier<Optional<String>> identity, Failures failures) {
        this.desired = desired;
        this.observed = observed;
        this.identity = identity;
        this.failures = failures;
    }

    /** The report that is due on this id, or null if there is nothing new to say. */
    public UpdateDeploymentRequest next(@ExchangeProperty("id") String id) {
        Optional<UpdateDeploymentRequest> report = report(id);
        if (report.isEmpty()) {
            sent.remove(id);
        }
        return report.filter(current -> !current.equals(sent.get(id))).orElse(null);
    }

    /** The Gateway took this report. */
    public void sent(@ExchangeProperty("report") UpdateDeploymentRequest report) {
        sent.put(report.getId(), report);
    }

    /** The ids of everything there is to report on, all of it news again: the Gateway may have forgotten. */
    public Set<String> all() {
        sent.clear();
        return desired.ids();
    }

    private Optional<UpdateDeploymentRequest> report(String id) {
        if (identity.get().isEmpty() || !observed.synced()) {
            return Optional.empty();
        }
        return desired.wanted(id).map(wanted -> new Health(wanted, own(id), failures.of(id)).report());
    }

    private List<HasMetadata> own(String id) {
        Ownership owner = new Ownership(identity.get().orElseThrow(), id);
        return observed.of(id, null, null).objects().stream()
                .filter(owner::holds)
                .toList();
    }
}
