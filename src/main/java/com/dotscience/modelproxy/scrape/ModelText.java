package com.dotscience.modelproxy.scrape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Cleans up the text of a model's metrics: it groups the lines by family, and drops repeated and malformed ones. */
final class ModelText {

    /** The prefix that is reserved for the model-proxy's own metrics. */
    private static final String OWN = "model_proxy_";

    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped");

    private static final Set<String> PARTS = Set.of("_bucket", "_sum", "_count");

    private final Consumer<DroppedLine> dropped;
    private final String text;
    private final Map<String, Family> families = new LinkedHashMap<>();

    /** One family. It holds the positions of its samples, because parsed samples would take ten times the memory. */
    private static final class Family {
        private String help;
        private String type;
        private int[] lines = new int[2];
        private int size;

        void add(int line) {
            if (size == lines.length) {
                lines = Arrays.copyOf(lines, size * 2);
            }
            lines[size++] = line;
        }
    }

    /** @param dropped is called for each dropped line */
    ModelText(String text, Consumer<DroppedLine> dropped) {
        this.text = text;
        this.dropped = dropped;
    }

    /** Writes the clean text, one family at a time. It must be called once only. */
    void order(Consumer<CharSequence> shown) {
        int end;
        for (int start = 0; start < text.length(); start = end + 1) {
            end = endOfLine(start);
            parse(start, text.substring(start, end).strip());
        }
        families.forEach((name, family) -> {
            List<SampleLine> samples = samples(family);
            if (samples.isEmpty()) {
                return;
            }
            if ("histogram".equals(family.type) && !HistogramCheck.areWhole(name, samples)) {
                // The samples are still of use, so they are shown as untyped metrics.
                Map<String, List<SampleLine>> apart = new LinkedHashMap<>();
                samples.forEach(sample -> apart.computeIfAbsent(sample.name(), part -> new ArrayList<>())
                        .add(sample));
                apart.forEach((part, its) -> shown.accept(written(part, null, null, its)));
            } else {
                shown.accept(written(name, family.help, family.type, samples));
            }
        });
    }

    private int endOfLine(int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end;
    }

    /** The samples of a family without repeated series. */
    private List<SampleLine> samples(Family family) {
        List<SampleLine> samples = new ArrayList<>(family.size);
        Set<String> series = new HashSet<>();
        for (int i = 0; i < family.size; i++) {
            int start = family.lines[i];
            SampleLine sample = SampleLine.parse(
                            text.substring(start, endOfLine(start)).strip())
                    .orElseThrow();
            if (series.add(sample.name() + sample.labels())) {
                samples.add(sample);
            } else {
                dropped.accept(DroppedLine.DUPLICATE);
            }
        }
        return samples;
    }

    private static CharSequence written(String name, String help, String type, List<SampleLine> samples) {
        StringBuilder shown = new StringBuilder();
        if (help != null) {
            shown.append("# HELP ").append(name).append(' ').append(help).append('\n');
        }
        shown.append("# TYPE ")
                .append(name)
                .append(' ')
                .append(type == null ? "untyped" : type)
                .append('\n');
        samples.forEach(sample -> shown.append(sample).append('\n'));
        return shown;
    }

    private void parse(int start, String line) {
        if (line.startsWith("#")) {
            String[] words = line.split("[ \t]+", 4);
            if (words[0].equals("#") && words.length > 1 && (words[1].equals("HELP") || words[1].equals("TYPE"))) {
                header(words);
            }
        } else if (!line.isEmpty()) {
            SampleLine.parse(line)
                    .ifPresentOrElse(sample -> sample(sample, start), () -> dropped.accept(DroppedLine.SYNTAX));
        }
    }

    private void header(String[] words) {
        boolean help = words[1].equals("HELP");
        String text = words.length > 3 ? words[3] : "";
        if (words.length < 3 || !SampleLine.isName(words[2]) || !(help ? isHelp(text) : isType(text))) {
            dropped.accept(DroppedLine.SYNTAX);
            return;
        }
        if (words[2].startsWith(OWN)) {
            dropped.accept(DroppedLine.CLASH);
            return;
        }
        if (compound(words[2]).isPresent() || !help && isCompound(text) && hasParts(words[2])) {
            // It is dropped, because two families would share the names of samples.
            dropped.accept(DroppedLine.DUPLICATE);
            return;
        }
        Family family = families.computeIfAbsent(words[2], name -> new Family());
        if (help ? family.help != null : family.type != null) {
            dropped.accept(DroppedLine.DUPLICATE);
        } else if (help) {
            family.help = text;
        } else if (family.size > 0) {
            // The samples before it have been taken as untyped.
            dropped.accept(DroppedLine.SYNTAX);
        } else {
            family.type = text.equals("unknown") ? "untyped" : text;
        }
    }

    private static boolean isType(String text) {
        return TYPES.contains(text) || text.equals("unknown");
    }

    private static boolean isCompound(String type) {
        return type.equals("histogram") || type.equals("summary");
    }

    private boolean hasParts(String name) {
        return PARTS.stream().anyMatch(part -> families.containsKey(name + part));
    }

    private static boolean isHelp(String text) {
        for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 2)) {
            if (at + 1 == text.length() || text.charAt(at + 1) != '\\' && text.charAt(at + 1) != 'n') {
                return false;
            }
        }
        return true;
    }

    private void sample(SampleLine sample, int start) {
        if (sample.name().startsWith(OWN)) {
            dropped.accept(DroppedLine.CLASH);
            return;
        }
        Family family =
                compound(sample.name()).orElseGet(() -> families.computeIfAbsent(sample.name(), name -> new Family()));
        if ("histogram".equals(family.type) && !isPart(sample)) {
            dropped.accept(DroppedLine.SYNTAX);
        } else {
            family.add(start);
        }
    }

    private static boolean isPart(SampleLine sample) {
        String name = sample.name();
        return name.endsWith("_bucket")
                ? !Double.isNaN(sample.bound())
                : name.endsWith("_sum") || name.endsWith("_count");
    }

    /** The histogram or summary that a sample of this name belongs to. */
    private Optional<Family> compound(String name) {
        int end = name.lastIndexOf('_');
        Family family = end < 0 ? null : families.get(name.substring(0, end));
        if (family == null || family.type == null) {
            return Optional.empty();
        }
        boolean part = switch (name.substring(end)) {
            case "_sum", "_count" -> isCompound(family.type);
            case "_bucket" -> family.type.equals("histogram");
            default -> false;
        };
        return part ? Optional.of(family) : Optional.empty();
    }
}
