package com.dotscience.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prometheus' text format 0.0.4, read strictly: what https://prometheus.io/docs/instrumenting/exposition_formats/ allows and
 * nothing else, with the rules for histograms and summaries that it states in words.
 */
public final class PrometheusText {

    private static final Pattern HELP =
            Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) ((?:[^\\\\]|\\\\\\\\|\\\\n)*)");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? "
            + "(NaN|[+-]?Inf|[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)( -?\\d+)?");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\\\\\|\\\\\"|\\\\n)*)\"(,|$)");

    /** All of one name: its samples by their own names and labels, these sorted, as {@code name{a="b",c="d"}}. */
    public record Family(String name, String type, String help, Map<String, Double> samples) {}

    private final Map<String, Family> families = new LinkedHashMap<>();

    private PrometheusText() {}

    /** @throws IllegalArgumentException with the line that is wrong, and why */
    public static PrometheusText parse(String text) {
        PrometheusText parsed = new PrometheusText();
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new IllegalArgumentException("the last line has no end");
        }
        Family family = null;
        for (String line : text.isEmpty()
                ? List.<String>of()
                : List.of(text.substring(0, text.length() - 1).split("\n", -1))) {
            try {
                family = parsed.take(line, family);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(e.getMessage() + ": " + line, e);
            }
        }
        parsed.families.values().forEach(PrometheusText::checkWhole);
        return parsed;
    }

    public Map<String, Family> families() {
        return families;
    }

    /** @param series as {@link Family} has it; 0 if there is none, as for who counts what never happened */
    public double value(String series) {
        return families.values().stream()
                .map(family -> family.samples().get(series))
                .filter(value -> value != null)
                .findFirst()
                .orElse(0.0);
    }

    private Family take(String line, Family current) {
        if (line.isEmpty()) {
            return current;
        }
        if (line.startsWith("#")) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            if (help.matches()) {
                Family family = header(help.group(1), current);
                require(family.help() == null, "a second HELP");
                return put(new Family(family.name(), family.type(), help.group(2), family.samples()));
            }
            if (type.matches()) {
                Family family = header(type.group(1), current);
                require(family.type() == null, "a second TYPE");
                return put(new Family(family.name(), type.group(2), family.help(), family.samples()));
            }
            require(!line.startsWith("# HELP") && !line.startsWith("# TYPE"), "no such HELP or TYPE");
            return current;
        }
        return sample(line, current);
    }

    private Family header(String name, Family current) {
        if (current != null && current.name().equals(name)) {
            require(current.samples().isEmpty(), "HELP or TYPE after a sample");
            return current;
        }
        require(!families.containsKey(name), "the family is in two places");
        return new Family(name, null, null, new LinkedHashMap<>());
    }

    private Family put(Family family) {
        families.put(family.name(), family);
        return family;
    }

    private Family sample(String line, Family current) {
        Matcher sample = SAMPLE.matcher(line);
        require(sample.matches(), "no sample");
        Map<String, String> labels = labels(sample.group(2));
        String name = sample.group(1);
        Family family = current != null && belongs(name, current) ? current : untyped(name);
        Double before = family.samples().put(name + written(labels), number(sample.group(3)));
        require(before == null, "the series is there twice");
        require(
                !name.equals(family.name() + "_bucket")
                        || !"histogram".equals(family.type())
                        || labels.containsKey("le"),
                "a bucket without le");
        return family;
    }

    private Family untyped(String name) {
        require(!families.containsKey(name), "the family is in two places");
        require(
                families.values().stream().noneMatch(family -> belongs(name, family)),
                "a sample apart from its family");
        return put(new Family(name, null, null, new LinkedHashMap<>()));
    }

    private static boolean belongs(String name, Family family) {
        Set<String> suffixes = switch (family.type() == null ? "untyped" : family.type()) {
            case "histogram" -> Set.of("_bucket", "_sum", "_count");
            case "summary" -> Set.of("", "_sum", "_count");
            default -> Set.of("");
        };
        return suffixes.stream().anyMatch(suffix -> name.equals(family.name() + suffix));
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        if (text == null || text.isEmpty()) {
            return labels;
        }
        Matcher label = LABEL.matcher(text);
        int at = 0;
        while (at < text.length()) {
            require(label.find(at) && label.start() == at, "no labels");
            require(labels.put(label.group(1), label.group(2)) == null, "a label twice");
            at = label.end();
        }
        return labels;
    }

    private static String written(Map<String, String> labels) {
        List<String> pairs = new ArrayList<>();
        labels.forEach((name, value) -> pairs.add(name + "=\"" + value + "\""));
        return pairs.isEmpty() ? "" : "{" + String.join(",", pairs) + "}";
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace("Inf", "Infinity"));
    }

    private static void checkWhole(Family family) {
        try {
            require(!family.samples().isEmpty(), "a family of no sample");
            if ("counter".equals(family.type())) {
                require(family.samples().values().stream().allMatch(value -> value >= 0), "a counter below zero");
            }
            if ("histogram".equals(family.type())) {
                checkBuckets(family);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ": " + family.name(), e);
        }
    }

    private static void checkBuckets(Family family) {
        Map<String, Double> last = new LinkedHashMap<>();
        Map<String, Double> bound = new LinkedHashMap<>();
        family.samples().forEach((series, value) -> {
            if (series.startsWith(family.name() + "_bucket")) {
                Matcher le = Pattern.compile(",?le=\"([^\"]*)\"").matcher(series);
                require(le.find(), "a bucket without le");
                String others = series.replace(le.group(), "")
                        .replace("_bucket", "_count")
                        .replace("{,", "{")
                        .replace("{}", "");
                require(
                        number(le.group(1)) > bound.getOrDefault(others, Double.NEGATIVE_INFINITY),
                        "buckets out of order");
                require(value >= last.getOrDefault(others, 0.0), "a bucket holds less than a smaller one");
                bound.put(others, number(le.group(1)));
                last.put(others, value);
            }
        });
        require(!last.isEmpty(), "a histogram without buckets");
        last.forEach((count, value) -> {
            require(bound.get(count) == Double.POSITIVE_INFINITY, "no bucket for all");
            require(value.equals(family.samples().get(count)), "the count differs from the bucket for all");
            require(family.samples().containsKey(count.replace("_count", "_sum")), "no sum");
        });
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
