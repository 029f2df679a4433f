package com.dotscience.deployer.gateway;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.desired.DesiredState;
import com.dotscience.deployer.desired.Update;
import com.dotscience.deployer.manifest.InvalidModelDeploymentException;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.KindAccess;
import com.dotscience.deployer.plan.Observed;
import com.dotscience.deployer.plan.Plan;
import com.dotscience.deployer.plan.Planner;
import com.dotscience.deployer.plan.limits.Asked;
import com.dotscience.deployer.plan.limits.Breach;
import com.dotscience.deployer.plan.limits.Limits;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A deployer at an empty cluster: it takes updates and plans the objects that are to be made, and says why of what it refuses. */
final class WantedObjects {

    private static final Observed EMPTY = new Observed(List.of(), false)
            .access(Map.of(
                    Kind.POD_DISRUPTION_BUDGET,
                    new KindAccess.Known("policy/v1"),
                    Kind.HTTP_ROUTE,
                    new KindAccess.Known("gateway.networking.k8s.io/v1")));

    private final ObjectMapper json;
    private final Planner planner = new Planner();
    private final Limits limits = Limits.of(setting -> "", "dotscience-deployer", List.of());
    private final DesiredState desired = new DesiredState();
    private final List<String> refusals = new ArrayList<>();
    private long characters;

    /** @param json for more than one input, because it learns a class when it first writes one */
    WantedObjects(ObjectMapper json) {
        this.json = json;
    }

    long position() {
        return desired.position();
    }

    List<String> refusals() {
        return refusals;
    }

    /** How many characters all planned objects have as JSON. */
    long characters() {
        return characters;
    }

    void refuse(String why) {
        refusals.add(why);
    }

    void apply(Update update) throws JsonProcessingException {
        refusals.addAll(desired.apply(List.of(update)).ignored());
        for (String id : desired.ids()) {
            plan(desired.wanted(id).orElseThrow(), desired.refusal(id));
        }
    }

    /** Plans what would be wanted. */
    void plan(Deployment wanted, Optional<String> refusal) throws JsonProcessingException {
        for (Breach breach : limits.breaches(new Asked(wanted, false, false, refusal))) {
            refusals.add(breach.sentence());
        }
        try {
            Plan plan = planner.plan(wanted, "us", EMPTY, Optional.of(Set.of("nginx")));
            refusals.addAll(plan.conflicts());
            for (Change change : plan.changes()) {
                characters += json.writeValueAsString(change.object()).length();
            }
        } catch (InvalidModelDeploymentException e) {
            refusals.add(e.getMessage());
        }
    }
}
