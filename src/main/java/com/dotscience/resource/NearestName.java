package com.dotscience.resource;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody meant who typed another. */
final class NearestName {

    private NearestName() {}

    /** Returns the nearest of the names; empty if none is near. */
    static Optional<String> of(String typed, Collection<String> names) {
        int most = Math.max(1, typed.length() / 3);
        return names.stream()
                .filter(name -> distance(typed, name) <= most)
                .min(Comparator.comparingInt(name -> distance(typed, name)));
    }

    /** Returns how many letters have to be added, taken out, replaced or swapped with the next; small and capital ones are the same. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        var distances = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    distances[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int least = Math.min(
                        distances[i - 1][j - 1] + (same ? 0 : 1),
                        1 + Math.min(distances[i - 1][j], distances[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                distances[i][j] = swapped ? Math.min(least, 1 + distances[i - 2][j - 2]) : least;
            }
        }
        return distances[a.length()][b.length()];
    }
}
