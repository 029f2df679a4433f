package com.dotscience.deployer.routes;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps that routes needed once for metrics, reports and Events, for operators' files that have them still. They do nothing: what
 * they did listens to the services now, and happens without them.
 */
public class FormerSteps {

    private static final Logger LOG = LoggerFactory.getLogger(FormerSteps.class);

    private final String bean;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    /** @param bean the name that it has in routes */
    public FormerSteps(String bean) {
        this.bean = bean;
    }

    public final void received() {
        leaveOut("received");
    }

    public final void changed() {
        leaveOut("changed");
    }

    public final void planned() {
        leaveOut("planned");
    }

    public final void came() {
        leaveOut("came");
    }

    public final void reported() {
        leaveOut("reported");
    }

    public final void again() {
        leaveOut("again");
    }

    public final void sent() {
        leaveOut("sent");
    }

    public final void refused() {
        leaveOut("refused");
    }

    public final void refusedAgain() {
        leaveOut("refusedAgain");
    }

    public final void drop() {
        leaveOut("drop");
    }

    private void leaveOut(String method) {
        if (said.add(method)) {
            LOG.warn(
                    "A file of routes has the step {}.{}, which is deprecated: leave it out, what it did happens without it"
                            + " (docs/routes.md)",
                    bean,
                    method);
        }
    }
}
