package com.dotscience.cli.command;

import com.dotscience.cli.output.DsException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Selects by labels, in the equality-based notation of Kubernetes: {@code team=vision,stage!=draft,owner,!frozen}. */
public final class LabelSelector {

    private static final Pattern REQUIREMENT = Pattern.compile("(!?)([A-Za-z0-9_./-]+)(?:(==?|!=)([A-Za-z0-9_.-]*))?");

    private final List<Predicate<Map<String, String>>> requirements;

    /** @throws DsException if it is not in this notation */
    public LabelSelector(String text) {
        this("--selector", text);
    }

    /**
     * @param option the option that it was given with
     * @throws DsException if it is not in this notation
     */
    public LabelSelector(String option, String text) {
        requirements = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(each -> requirement(option, each))
                .toList();
    }

    public boolean selects(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.test(labels));
    }

    private static Predicate<Map<String, String>> requirement(String option, String text) {
        Matcher matcher = REQUIREMENT.matcher(text);
        boolean fits = matcher.matches();
        if (!fits || !matcher.group(1).isEmpty() && matcher.group(3) != null) {
            throw DsException.usage(
                    option + ": '" + text + "' is none of KEY=VALUE, KEY!=VALUE, KEY and !KEY, with commas between");
        }
        String key = matcher.group(2);
        String value = matcher.group(4);
        if (matcher.group(3) == null) {
            boolean wanted = matcher.group(1).isEmpty();
            return labels -> labels.containsKey(key) == wanted;
        }
        boolean wanted = !matcher.group(3).equals("!=");
        return labels -> value.equals(labels.get(key)) == wanted;
    }
}
