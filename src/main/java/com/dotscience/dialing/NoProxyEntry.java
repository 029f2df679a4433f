package com.dotscience.dialing;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;

/** One entry of {@code NO_PROXY}, in lower case. It names destinations that are reached without a proxy. */
final class NoProxyEntry {

    private NoProxyEntry() {}

    /** Reads an entry. One that is malformed matches no destination, as in Go. */
    static Predicate<Destination> parse(String entry) {
        if (entry.equals("*")) {
            return destination -> true;
        }
        if (entry.contains("/")) {
            return range(entry);
        }
        // A single colon precedes a port. An IPv6 address has several, or stands in brackets.
        int colon = entry.lastIndexOf(':');
        boolean hasPort = colon > 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']');
        Predicate<Destination> host = host(hasPort ? entry.substring(0, colon) : entry);
        if (!hasPort) {
            return host;
        }
        String port = entry.substring(colon + 1);
        return host.and(destination -> Integer.toString(destination.port()).equals(port));
    }

    private static Predicate<Destination> range(String entry) {
        String[] parts = entry.split("/", 2);
        Optional<InetAddress> network = Destination.address(parts[0]);
        if (network.isEmpty() || !parts[1].matches("\\d{1,3}")) {
            return destination -> false;
        }
        byte[] of = network.get().getAddress();
        int bits = Integer.parseInt(parts[1]);
        if (bits > of.length * Byte.SIZE) {
            return destination -> false;
        }
        return destination -> destination
                .address()
                .map(address -> begins(address.getAddress(), of, bits))
                .orElse(false);
    }

    private static boolean begins(byte[] address, byte[] network, int bits) {
        if (address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if ((address[bit / Byte.SIZE] & mask) != (network[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static Predicate<Destination> host(String entry) {
        String host = new Destination(entry, 0).host();
        Optional<InetAddress> address = Destination.address(host);
        if (address.isPresent()) {
            return destination -> destination.address().equals(address);
        }
        // "example.com" means itself and what is below it; ".example.com" and "*.example.com" only what is below it.
        String bare = host.startsWith("*.") ? host.substring(1) : host;
        String below = bare.startsWith(".") ? bare : "." + bare;
        return destination ->
                destination.host().endsWith(below) || destination.host().equals(bare);
    }
}
