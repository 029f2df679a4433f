package com.dotscience.deployer.plan;

/** Whether the objects of an optional kind are known in a namespace, and can be written there. */
public sealed interface KindAccess {

    /** They are not known yet, because nobody has asked for one before: nothing may be planned for them. */
    record Unknown() implements KindAccess {}

    /**
     * All of them are known.
     *
     * @param apiVersion the newest version in which the cluster serves them, such as {@code policy/v1}
     */
    record Known(String apiVersion) implements KindAccess {}

    /**
     * There can be none.
     *
     * @param sentence says to people why, and what to do about it
     */
    record Missing(String sentence) implements KindAccess {}

    KindAccess UNKNOWN = new Unknown();
}
