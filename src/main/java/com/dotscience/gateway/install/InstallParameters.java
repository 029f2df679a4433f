package com.dotscience.gateway.install;

import com.dotscience.gateway.validation.Syntax;
import java.util.regex.Pattern;

/**
 * What a deployer that is installed is to be told.
 *
 * @param token its API token, or what stands in its place until somebody knows it
 * @param identity marks its objects, also when it has another token
 * @param gateway the Gateway as its cluster reaches it, {@code HOST:PORT}
 * @param namespace where it is installed; empty: as it is packaged
 * @param tag of its image; empty: as it is packaged
 * @param tls whether it reaches the Gateway by TLS
 */
public record InstallParameters(
        String token, String identity, String gateway, String namespace, String tag, boolean tls) {

    private static final int MAX_PORT = 65_535;

    /** Whatever a Gateway may take for a token, and nothing that is easily cut off when it is copied. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{16,512}");

    private static final Pattern NOT_OF_ITS_OWN = Pattern.compile("default|kube-.*");

    /**
     * The same, checked.
     *
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming the parameter and what is allowed; never a token
     */
    public InstallParameters checked() {
        if (!TOKEN.matcher(token).matches()) {
            throw Syntax.invalid("token must be the API token that 'ds deployer create' showed: 16 to 512 characters,"
                    + " without spaces");
        }
        return checkedButForTheToken();
    }

    private InstallParameters checkedButForTheToken() {
        Syntax.ADDRESS.check("gateway", gateway);
        if (Integer.parseInt(gateway.substring(gateway.lastIndexOf(':') + 1)) > MAX_PORT) {
            throw Syntax.invalid("gateway must have a port of 1 to " + MAX_PORT + ", not " + Syntax.quoted(gateway));
        }
        if (!namespace.isEmpty()) {
            Syntax.DNS_LABEL.check("namespace", namespace);
            if (NOT_OF_ITS_OWN.matcher(namespace).matches()) {
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

    /** With words in the place of the token that say what belongs there, checked likewise. */
    public InstallParameters withoutToken(String deployer) {
        String words = "put here the API token that 'ds deployer create " + deployer + "' showed";
        return new InstallParameters(words, identity, gateway, namespace, tag, tls).checkedButForTheToken();
    }
}
