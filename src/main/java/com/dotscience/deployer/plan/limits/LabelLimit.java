package com.dotscience.deployer.plan.limits;

import com.dotscience.api.ReservedLabels;
import com.dotscience.deployer.plan.limits.Breach.What;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Limits the labels that a user may give. Kubernetes and the deployer tell objects apart by some labels; nobody may give those,
 * whatever the setting says, since that would claim the objects of somebody else.
 */
record LabelLimit(List<NamePattern> patterns, String given) implements Limit {

    private static final String SETTING = "deployer.allowed.labels";
    private static final String DNS = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?";
    private static final Pattern KEY = Pattern.compile("(?:(?=[^/]{1,253}/)" + DNS + "(?:\\." + DNS + ")*/)?"
            + "(?=[^/]{1,63}$)[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?");

    @Override
    public Stream<Breach> breaches(Asked asked) {
        return asked.wanted().getLabelsMap().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(this::breach);
    }

    private Stream<Breach> breach(Map.Entry<String, String> label) {
        String key = label.getKey();
        String value = key + "=" + label.getValue();
        if (!KEY.matcher(key).matches()) {
            return Stream.of(new Breach(
                    What.LABEL,
                    value,
                    "labels has the key " + Breach.shown(key) + ", which Kubernetes takes for no key of a label"));
        }
        if (ReservedLabels.contain(key)) {
            return Stream.of(new Breach(
                    What.LABEL,
                    value,
                    "labels has the key " + key + ", by which Kubernetes or the deployer tells objects apart: choose"
                            + " another key"));
        }
        boolean allowed = patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(key));
        return allowed
                ? Stream.empty()
                : Stream.of(new Breach(
                        What.LABEL,
                        value,
                        Breach.of(What.LABEL, key, "a key of labels", "allows only " + given, SETTING)
                                .sentence()));
    }
}
