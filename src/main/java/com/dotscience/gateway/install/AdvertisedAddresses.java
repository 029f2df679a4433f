package com.dotscience.gateway.install;

import com.dotscience.validation.Syntax;
import java.util.List;
import java.util.Locale;

/**
 * The addresses by which clusters reach this Gateway. A person who follows a link to this Gateway's page trusts what it installs, so
 * a link must not be able to install a deployer that sends its token to another Gateway.
 *
 * @param addresses each {@code HOST} or {@code HOST:PORT}
 */
public record AdvertisedAddresses(List<String> addresses) {

    /**
     * Refuses an address that is not this Gateway's.
     *
     * @param gateway {@code HOST:PORT}
     * @param requested the host in the request for the page
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, saying what is allowed
     */
    void check(String gateway, String requested) {
        String host = normalized(gateway.substring(0, gateway.lastIndexOf(':')));
        boolean isOwn = host.equals(normalized(requested));
        if (!isOwn
                && addresses.stream()
                        .map(AdvertisedAddresses::normalized)
                        .noneMatch(each -> each.equals(host) || each.equals(normalized(gateway)))) {
            throw Syntax.invalid(
                    "gateway must have the host of this page's own address, or one that the Gateway was started"
                            + " with (--advertise), not " + Syntax.quoted(host));
        }
    }

    private static String normalized(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("^\\[(.*)]$", "$1").replaceAll("\\.$", "");
    }
}
