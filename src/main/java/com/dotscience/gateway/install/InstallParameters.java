package com.dotscience.gateway.install;

import com.dotscience.validation.Syntax;
import java.util.regex.Pattern;

/**
 * The settings of a deployer that is installed.
 *
 * @param token the API token, or a text that says what belongs there
 * @param identity the identity that marks the deployer's objects and stays when the token changes
 * @param gateway the address of the Gateway as the cluster reaches it, {@code HOST:PORT}
 * @param namespace the namespace to install into; empty for the packaged one
 * @param tag the tag of the image; empty for the packaged one
 * @param tls whether the deployer reaches the Gateway by TLS
 */
public record InstallParameters(
        String token, String identity, String gateway, String namespace, String tag, boolean tls) {

    private static final int MAX_PORT = 65_535;

    /** Any text that a Gateway may accept as a token. A shorter one was probably cut off when it was copied. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{16,512}");

    private static final Pattern SHARED_NAMESPACE = Pattern.compile("default|kube-.*");

    /**
     * Returns these parameters if they are valid.
     *
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT; the message names the parameter and what is allowed, and never shows a token
     */
    public InstallParameters checked() {
        if (!TOKEN.matcher(token).matches()) {
            throw Syntax.invalid("token must be the API token that 'ds deployer create' showed: 16 to 512 characters,"
                    + " without spaces");
        }
        return checkedExceptToken();
    }

    private InstallParameters checkedExceptToken() {
        Syntax.ADDRESS.check("gateway", gateway);
        if (Integer.parseInt(gateway.substring(gateway.lastIndexOf(':') + 1)) > MAX_PORT) {
            throw Syntax.invalid("gateway must have a port of 1 to " + MAX_PORT + ", not " + Syntax.quoted(gateway));
        }
        if (!namespace.isEmpty()) {
            Syntax.DNS_LABEL.check("namespace", namespace);
            if (SHARED_NAMESPACE.matcher(namespace).matches()) {
                throw Syntax.invalid("namespace must be one of the deployer's own, such as dotscience-deployer, not "
                        + Syntax.quoted(namespace));
            }
        }
        if (!tag.isEmpty()) {
            Syntax.TAG.check("tag", tag);
        }
        return this;
    }

    InstallParameters withIdentity(String known) {
        return new InstallParameters(token, known, gateway, namespace, tag, tls);
    }

    /** Returns these parameters with a text in place of the token that says what belongs there. The others are checked. */
    public InstallParameters withoutToken(String deployer) {
        String placeholder = "put here the API token that 'ds deployer create " + deployer + "' showed";
        return new InstallParameters(placeholder, identity, gateway, namespace, tag, tls).checkedExceptToken();
    }
}
