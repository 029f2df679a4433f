package com.dotscience.testing.roadsigns;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of road signs that there are, in the order of their classes: read from {@code signs.txt} beside this class. */
public final class RoadSigns {

    private final List<RoadSign> signs;

    private RoadSigns(List<RoadSign> signs) {
        this.signs = List.copyOf(signs);
    }

    public static RoadSigns load() {
        try (InputStream file = RoadSigns.class.getResourceAsStream("signs.txt")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return new RoadSigns(Arrays.stream(text.split("\n\n"))
                    .skip(1)
                    .map(RoadSigns::parse)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RoadSign parse(String paragraph) {
        List<String> lines = paragraph.lines().toList();
        String[] head = lines.get(0).split(" ");
        return new RoadSign(
                head[0],
                Outline.valueOf(head[1].toUpperCase(Locale.ROOT)),
                Paint.valueOf(head[2].toUpperCase(Locale.ROOT)),
                Double.parseDouble(head[3]),
                Paint.valueOf(head[4].toUpperCase(Locale.ROOT)),
                new Glyph(lines.stream().skip(1).map(String::strip).toList()));
    }

    public int size() {
        return signs.size();
    }

    public RoadSign get(int index) {
        return signs.get(index);
    }

    public List<String> names() {
        return signs.stream().map(RoadSign::name).toList();
    }
}
