package com.dotscience.deployer.deprecated;

/**
 * Steps by which routes of 0.1.0 fed metrics, reports and Events. They stay because operators' files still call them,
 * but do nothing: metrics, reports and Events now listen to the services.
 */
public class FormerSteps {

    private final String bean;
    private final Deprecation deprecation = new Deprecation();

    /** @param bean the name of the bean in routes */
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
        deprecation.warn("the step " + bean + "." + method, "leave it out, what it did happens without it");
    }
}
