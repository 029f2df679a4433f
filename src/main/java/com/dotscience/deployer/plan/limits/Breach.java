package com.dotscience.deployer.plan.limits;

/**
 * A value that is asked for and breaks a limit. It keeps the value as well as the sentence, so that it can be recognized in
 * objects that exist already.
 *
 * @param value what is asked for, as it would stand in the cluster
 * @param sentence names to people the field, the limit, and who can change it
 */
public record Breach(What what, String value, String sentence) {

    /** The parts of a model deployment that have limits. */
    public enum What {
        IMAGE,
        PROXY_IMAGE,
        REPLICAS,
        MAX_REPLICAS,
        SERVICE_TYPE,
        INGRESS_CLASS,
        HOST,
        NAMESPACE,
        LABEL,
        SECRET,
        CONFIG_MAP,
        VOLUME_CLAIM,
        SERVICE_ACCOUNT,
        PRIORITY_CLASS,
        TOLERATION,
        POD_ANNOTATION,
        POD_LABEL,
        INGRESS_ANNOTATION,
        ROUTE_PARENT,
        RECORD_SINK,
        ID,
        FORM
    }

    private static final int LONGEST = 200;

    /**
     * Creates a breach with a sentence that every limit words alike.
     *
     * @param field in the words of the protocol
     * @param rule what the limit allows, as a clause
     * @param limit the name of the setting
     */
    static Breach of(What what, String value, String field, String rule, String limit) {
        return new Breach(
                what,
                value,
                field + " is " + shown(value) + ", but " + limit + " " + rule
                        + "; only who runs the deployer in this cluster can change that, no Gateway can");
    }

    /**
     * Shows a value that somebody else wrote in one line and cuts it if it is long, so that it cannot garble a log or a status.
     */
    static String shown(String value) {
        if (value.isEmpty()) {
            return "empty";
        }
        String line = value.codePoints()
                .limit(LONGEST)
                .map(each -> isPlain(each) ? each : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.length() < value.length() ? line + "…" : line;
    }

    private static boolean isPlain(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }

    /**
     * Says whether this breach asks for no more than another one: a model deployment that already has more replicas than
     * allowed may go down to fewer without anybody allowing it.
     */
    boolean isWithin(Breach other) {
        if (what != other.what) {
            return false;
        }
        return what == What.REPLICAS ? Long.parseLong(value) <= Long.parseLong(other.value) : value.equals(other.value);
    }
}
