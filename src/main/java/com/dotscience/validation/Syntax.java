package com.dotscience.validation;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The syntax of each kind of text that people give, with a description for the error message. */
public enum Syntax {
    /**
     * A name may be more than a DNS label, because the deployer derives the names of objects from it. It must not look like an id,
     * because people may give either of them.
     */
    NAME(
            63,
            "(?!\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}$)[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?",
            "1 to 63 letters, digits, '-', '_' or '.', begin and end with a letter or digit, and not look like an id"),
    /** A DNS label by RFC 1123, which Kubernetes requires for namespaces and names of ports. */
    DNS_LABEL(
            63,
            "[a-z0-9]([-a-z0-9]*[a-z0-9])?",
            "1 to 63 lower-case letters, digits or '-', and begin and end with a letter or digit"),
    /** A DNS name by RFC 1123. Its last part is not all digits, because that would be an address. */
    DNS_NAME(253, "(LABEL\\.)*(?![0-9]+$)LABEL", "a DNS name in lower case, such as models.example.com"),
    /** A host as Kubernetes accepts it for an Ingress: {@code *} may only stand for the whole first part. */
    HOST(
            253,
            "(\\*\\.)?(LABEL\\.)*(?![0-9]+$)LABEL",
            "a DNS name in lower case, such as models.example.com or *.example.com"),
    /**
     * An image by the grammar of github.com/distribution/reference: [host[:port]/]path[:tag][@digest]. As there, a text that looks
     * like the id of an image is refused, and so is a digest of an unknown algorithm.
     */
    IMAGE(
            1_024,
            "(?![0-9a-f]{64}$)((DOMAIN|\\[[0-9a-fA-F:]+])(:[0-9]+)?/)?PATH(/PATH)*(:[A-Za-z0-9_][-A-Za-z0-9_.]{0,127})?"
                    + "(@(sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}))?",
            "an image such as quay.io/example/model:1.0, without spaces"),
    /** A tag by the grammar of github.com/distribution/reference. */
    TAG(128, "[A-Za-z0-9_][-A-Za-z0-9_.]*", "an image's tag such as 1.0: up to 128 letters, digits, '_', '.' or '-'"),
    /** An address that a deployer can dial. */
    ADDRESS(280, "((LABEL\\.)*LABEL|\\[[0-9a-f:.]+]):[1-9][0-9]{0,4}", "HOST:PORT, such as gateway.example.com:8800"),
    /** The name of a model as TensorFlow Serving, Triton and KServe use it in a path. */
    SERVED_NAME(
            128,
            "[A-Za-z0-9_][-A-Za-z0-9_.]*",
            "1 to 128 letters, digits, '-', '_' or '.', and begin with a letter, a digit or '_'"),
    PATH(1_024, "/[!-~&&[^#]]*", "a path such as /metrics: it begins with '/' and has no spaces and no '#'"),
    /** As Kubernetes takes it for a container's environment. */
    VARIABLE(1_024, "[-._a-zA-Z][-._a-zA-Z0-9]*", "letters, digits, '_', '-' or '.', and not begin with a digit"),
    /** Of a Secret or a ConfigMap. */
    KEY(253, "(?!\\.\\.)(?!\\.$)[-._a-zA-Z0-9]+", "1 to 253 letters, digits, '_', '-' or '.', and not begin with '..'"),
    /** A path in a container, as it is mounted: a colon would end it for a container runtime. */
    MOUNT_PATH(
            1_024,
            "(?!.*/\\.{1,2}(/|$))/[ -~&&[^/:]][ -~&&[^:]]*",
            "the full path of a directory such as /models, without ':' and '..'"),
    SUB_PATH(
            1_024,
            "(?!(.*/)?\\.\\.(/|$))[ -~&&[^/]][ -~]*",
            "a path in the volume such as models/signs, that does not begin with '/' and has no '..'"),
    LABEL_KEY(
            317,
            "((?=[^/]{1,253}/)(LABEL\\.)*LABEL/)?[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?",
            "a name of 1 to 63 letters, digits, '-', '_' or '.', after a DNS name of up to 253 and '/' if you like"),
    LABEL_VALUE(
            63,
            "([A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?)?",
            "empty or up to 63 letters, digits, '-', '_' or '.', and begin and end with a letter or digit");

    private static final int MAX_QUOTED = 80;
    private static final int MAX_PORT = 65_535;

    private final int maxLength;
    private final Pattern pattern;
    private final String allowed;

    Syntax(int maxLength, String pattern, String allowed) {
        this.maxLength = maxLength;
        this.pattern = Pattern.compile(pattern.replace("LABEL", "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")
                .replace("DOMAIN", "[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)*")
                .replace("PATH", "[a-z0-9]+(([.]|__|_|-+)[a-z0-9]+)*"));
        this.allowed = allowed;
    }

    /** @throws StatusRuntimeException INVALID_ARGUMENT; the message names the field and what is allowed */
    public void check(String field, String value) {
        if (value.length() > maxLength || !pattern.matcher(value).matches()) {
            throw invalid(field + " must be " + allowed + ", not " + quoted(value));
        }
    }

    /**
     * Checks a value that may be left out, and is empty then.
     *
     * @throws StatusRuntimeException INVALID_ARGUMENT; the message names the field and what is allowed
     */
    void checkIfAny(String field, String value) {
        if (!value.isEmpty()) {
            check(field, value);
        }
    }

    /** Returns the exception that refuses a request with INVALID_ARGUMENT. */
    public static StatusRuntimeException invalid(String message) {
        return Status.INVALID_ARGUMENT.withDescription(message).asRuntimeException();
    }

    /** Quotes a text from outside for a message or a log line: it is shortened, and hidden characters are replaced. */
    public static String quoted(String value) {
        return "'" + Printable.cut(value, MAX_QUOTED + 1) + "'";
    }

    /** Checks the key of an annotation: Kubernetes takes capital letters in its prefix, but not in that of a label. */
    static void checkAnnotation(String field, String key) {
        int slash = Math.max(0, key.indexOf('/'));
        LABEL_KEY.check(field, key.substring(0, slash).toLowerCase(Locale.ROOT) + key.substring(slash));
    }

    static void checkPort(String field, int port) {
        if (port < 1 || port > MAX_PORT) {
            throw invalid(field + " must be 1 to " + MAX_PORT + ", not " + port);
        }
    }
}
