package com.dotscience.deployer.desired;

/** What is said of an id that two sources want: it belongs to whoever came first. */
public final class Contest {

    private Contest() {}

    /**
     * Returns the sentence for people who asked the source that came second.
     *
     * @param second {@link Update#RESOURCES}, or any other
     */
    public static String lost(String id, String second) {
        return "Conflict: "
                + (second.equals(Update.RESOURCES) ? "the Gateway or another source" : "a resource in the cluster")
                + " wants a model deployment with the id " + id
                + " too, and came first: nothing is made of this one until that one is removed";
    }
}
