package com.dotscience.deployer.plan.limits;

/**
 * Something that is asked for and breaks a limit.
 *
 * @param value what is asked for, as it would be in the cluster
 * @param sentence for people: the field, the limit, and who can change it
 */
public record Breach(What what, String value, String sentence) {

    /** What of a model deployment is limited. */
    public enum What {
        IMAGE,
        PROXY_IMAGE,
        REPLICAS,
        SERVICE_TYPE,
        INGRESS_CLASS,
        HOST,
        NAMESPACE,
        LABEL,
        SECRET,
        CONFIG_MAP,
        ID
    }

    private static final int LONGEST = 200;

    /**
     * @param field in the words of the protocol
     * @param rule what the limit allows, as a clause
     * @param limit the setting
     */
    static Breach of(What what, String value, String field, String rule, String limit) {
        return new Breach(
                what,
                value,
                field + " is " + shown(value) + ", but " + limit + " " + rule
                        + "; only who runs the deployer in this cluster can change that, no Gateway can");
    }

    /** What somebody else wrote, in one line and not too long. */
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

    /** Whether it asks for no more than another: fewer replicas than are there is none that anybody has to allow. */
    boolean isWithin(Breach other) {
        if (what != other.what) {
            return false;
        }
        return what == What.REPLICAS ? Long.parseLong(value) <= Long.parseLong(other.value) : value.equals(other.value);
    }
}
