package com.dotscience.resource;

import java.util.Map;

/**
 * One document of a file.
 *
 * @param tree maps, lists, texts, numbers and booleans
 * @param lines the line of each place, counted from 1
 */
public record Document(Object tree, Map<String, Integer> lines) {

    public Document {
        lines = Map.copyOf(lines);
    }

    /** Returns the line of a place, or of the nearest around it that is written down. */
    public int line(String path) {
        String place = path;
        while (!lines.containsKey(place)) {
            place = place.substring(0, Math.max(0, Math.max(place.lastIndexOf('.'), place.lastIndexOf('['))));
        }
        return lines.get(place);
    }
}
