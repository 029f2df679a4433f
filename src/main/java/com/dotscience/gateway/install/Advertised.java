package com.dotscience.gateway.install;

import com.dotscience.gateway.validation.Syntax;
import java.util.List;
import java.util.Locale;

/**
 * The names by which clusters reach this Gateway. Whoever is sent a link to this Gateway's own page trusts what it installs: it
 * must not lead to somebody else's Gateway, with a token.
 *
 * @param addresses {@code HOST} or {@code HOST:PORT}
 */
public record Advertised(List<String> addresses) {

    /**
     * Refuses an address that is not this Gateway's.
     *
     * @param gateway {@code HOST:PORT}
     * @param asked the host by which it was asked
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, saying what is allowed
     */
    void check(String gateway, String asked) {
        String host = same(gateway.substring(0, gateway.lastIndexOf(':')));
        boolean own = host.equals(same(asked));
        if (!own
                && addresses.stream()
                        .map(Advertised::same)
                        .noneMatch(each -> each.equals(host) || each.equals(same(gateway)))) {
            throw Syntax.invalid(
                    "gateway must have the host of this page's own address, or one that the Gateway was started"
                            + " with (--advertise), not " + Syntax.quoted(host));
        }
    }

    private static String same(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("^\\[(.*)]$", "$1").replaceAll("\\.$", "");
    }
}
