package com.dotscience.dialing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The host and port that a connection leads to. The host is a name, or an address without brackets; no name is looked up. */
record Destination(String host, int port) {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    Destination {
        String lower = host.toLowerCase(Locale.ROOT);
        String plain = lower.startsWith("[") && lower.endsWith("]") ? lower.substring(1, lower.length() - 1) : lower;
        host = plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    }

    boolean isThisMachine() {
        return host.equals("localhost")
                || address().map(InetAddress::isLoopbackAddress).orElse(false);
    }

    /** Empty if the host is a name. */
    Optional<InetAddress> address() {
        return address(host);
    }

    static Optional<InetAddress> address(String text) {
        if (!text.contains(":") && !IPV4.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // No name has a colon, so nothing is looked up.
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }
}
