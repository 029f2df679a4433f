package com.dotscience.modelproxy.scrape;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The text of a model's metrics, brought into order: each family once and in one place, nothing that is no line of the format. */
final class ModelText {

    /** Names that begin so are the model-proxy's own. */
    private static final String OWN = "model_proxy_";

    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped");

    private static final Set<String> PARTS = Set.of("_bucket", "_sum", "_count");

    private final Consumer<Dropped> dropped;
    private final Map<String, Family> families = new LinkedHashMap<>();
    private final Set<String> series = new HashSet<>();

    private static final class Family {
        private String help;
        private String type;
        private final List<SampleLine> samples = new ArrayList<>();
    }

    /** @param dropped is told of each line that is left out */
    ModelText(Consumer<Dropped> dropped) {
        this.dropped = dropped;
    }

    /** What is to be shown of it. */
    String ordered(String text) {
        text.lines().forEach(this::take);
        StringBuilder shown = new StringBuilder();
        families.forEach((name, family) -> {
            if (family.samples.isEmpty()) {
                return;
            }
            if ("histogram".equals(family.type) && !Buckets.areWhole(name, family.samples)) {
                // The numbers may be of use all the same, and are a histogram again once they are one.
                Map<String, List<SampleLine>> apart = new LinkedHashMap<>();
                family.samples.forEach(sample -> apart.computeIfAbsent(sample.name(), part -> new ArrayList<>())
                        .add(sample));
                apart.forEach((part, samples) -> write(part, null, null, samples, shown));
            } else {
                write(name, family.help, family.type, family.samples, shown);
            }
        });
        return shown.toString();
    }

    private static void write(String name, String help, String type, List<SampleLine> samples, StringBuilder shown) {
        if (help != null) {
            shown.append("# HELP ").append(name).append(' ').append(help).append('\n');
        }
        shown.append("# TYPE ")
                .append(name)
                .append(' ')
                .append(type == null ? "untyped" : type)
                .append('\n');
        samples.forEach(sample -> shown.append(sample).append('\n'));
    }

    private void take(String line) {
        String stripped = line.strip();
        if (stripped.startsWith("#")) {
            String[] words = stripped.split("[ \t]+", 4);
            if (words[0].equals("#") && words.length > 1 && (words[1].equals("HELP") || words[1].equals("TYPE"))) {
                header(words);
            }
        } else if (!stripped.isEmpty()) {
            SampleLine.parse(stripped).ifPresentOrElse(this::sample, () -> dropped.accept(Dropped.SYNTAX));
        }
    }

    private void header(String[] words) {
        boolean help = words[1].equals("HELP");
        String text = words.length > 3 ? words[3] : "";
        if (words.length < 3 || !SampleLine.isName(words[2]) || !(help ? isHelp(text) : isType(text))) {
            dropped.accept(Dropped.SYNTAX);
            return;
        }
        if (words[2].startsWith(OWN)) {
            dropped.accept(Dropped.CLASH);
            return;
        }
        if (compound(words[2]).isPresent() || !help && isCompound(text) && hasParts(words[2])) {
            // Two families would share the names of samples.
            dropped.accept(Dropped.DUPLICATE);
            return;
        }
        Family family = families.computeIfAbsent(words[2], name -> new Family());
        if (help ? family.help != null : family.type != null) {
            dropped.accept(Dropped.DUPLICATE);
        } else if (help) {
            family.help = text;
        } else if (!family.samples.isEmpty()) {
            // Those before it were taken for what has no type.
            dropped.accept(Dropped.SYNTAX);
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

    private void sample(SampleLine sample) {
        if (sample.name().startsWith(OWN)) {
            dropped.accept(Dropped.CLASH);
            return;
        }
        Family family =
                compound(sample.name()).orElseGet(() -> families.computeIfAbsent(sample.name(), name -> new Family()));
        if ("histogram".equals(family.type) && !isPart(sample)) {
            dropped.accept(Dropped.SYNTAX);
        } else if (!series.add(sample.name() + sample.labels())) {
            dropped.accept(Dropped.DUPLICATE);
        } else {
            family.samples.add(sample);
        }
    }

    private static boolean isPart(SampleLine sample) {
        String name = sample.name();
        return name.endsWith("_bucket")
                ? !Double.isNaN(sample.bound())
                : name.endsWith("_sum") || name.endsWith("_count");
    }

    /** The histogram or summary of which a sample of this name is a part. */
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
