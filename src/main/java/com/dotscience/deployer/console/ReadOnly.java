package com.dotscience.deployer.console;

import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;

/**
 * Decides what the console may be asked for: to read the MBeans of the deployer, of Camel and of the JVM, but for attributes that
 * may hold a token, and to call the deployer's own two operations. Whatever is not named here is refused.
 */
final class ReadOnly implements Restrictor {

    private static final Set<RequestType> TYPES =
            EnumSet.of(RequestType.VERSION, RequestType.LIST, RequestType.SEARCH, RequestType.READ, RequestType.EXEC);

    private static final Set<String> DOMAINS = Set.of("com.dotscience", "org.apache.camel", "java.lang", "java.nio");

    private static final ObjectName DEPLOYER = name("com.dotscience:type=Deployer,*");

    private static final Set<String> OPERATIONS = Set.of("releaseHeldDeletions", "planEverything");

    /** These attributes show a token that was given as a flag or as a system property. */
    private static final Map<ObjectName, Set<String>> SECRETS =
            Map.of(name("java.lang:type=Runtime"), Set.of("SystemProperties", "InputArguments"));

    /** A browser names the host of the page that asks. Pages of this machine may ask, since Hawtio runs here. */
    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Runnable each;

    /** @param each runs for each object and attribute that is asked for; what it throws ends the request */
    ReadOnly(Runnable each) {
        this.each = each;
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return TYPES.contains(type);
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
        each.run();
        return !isObjectNameHidden(name)
                && !SECRETS.getOrDefault(name, Set.of()).contains(attribute);
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
        return false;
    }

    /** @param operation its name, with or without its signature in parentheses */
    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
        // No pattern matches another pattern, so that one call reaches one object.
        return DEPLOYER.apply(name) && OPERATIONS.contains(operation.replaceFirst("\\(\\)$", ""));
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        each.run();
        return !DOMAINS.contains(name.getDomain());
    }

    /** @param origin the header of that name; null if there is none */
    @Override
    public boolean isOriginAllowed(String origin, boolean onlyWhenStrict) {
        if (origin == null) {
            return true;
        }
        try {
            String host = URI.create(origin).getHost();
            return host != null && HOSTS.contains(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Allows every caller: the management port has decided before who may ask at all. */
    @Override
    public boolean isRemoteAccessAllowed(String... hosts) {
        return true;
    }

    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return true;
    }

    private static ObjectName name(String name) {
        try {
            return new ObjectName(name);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
