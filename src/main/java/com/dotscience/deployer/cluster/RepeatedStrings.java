package com.dotscience.deployer.cluster;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;

/**
 * Reads equal strings as one object where it can. The objects of a fleet say the same over and over: namespaces, images, policies,
 * the record of what is ours. Without this every object that the informers keep has copies of its own.
 *
 * <p>It remembers a bounded number of strings, each in the slot of its hash, and forgets one when another comes for its slot. Two
 * threads may overwrite each other's slots, which costs a copy and nothing else.
 */
final class RepeatedStrings extends StringDeserializer {

    private static final long serialVersionUID = 1;
    private static final int SLOTS = 1 << 12;

    private final transient String[] known = new String[SLOTS];

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return known(super.deserialize(parser, context));
    }

    String known(String read) {
        if (read == null) {
            return null;
        }
        int hash = read.hashCode();
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        String before = known[slot];
        if (read.equals(before)) {
            return before;
        }
        known[slot] = read;
        return read;
    }
}
