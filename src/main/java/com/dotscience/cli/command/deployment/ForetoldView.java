package com.dotscience.cli.command.deployment;

import com.dotscience.api.DryRunAnswer;
import com.dotscience.api.DryRunChange;
import com.dotscience.api.DryRunField;
import com.dotscience.cli.output.Absent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows what a deployer would do in its cluster: {@code +} makes an object, {@code ~} changes one, {@code -} removes one. */
record ForetoldView(DryRunAnswer answer) {

    /** The fields, for the help. */
    static final String FIELDS =
            "changes (action, kind, namespace, name, fields (path, before, after), admitted, refusal),"
                    + " remarks, refusal";

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!answer.getRefusal().isEmpty()) {
            lines.add("  ! " + answer.getRefusal());
        } else if (answer.getChangesCount() == 0) {
            lines.add("  Nothing would change in the cluster.");
        }
        for (DryRunChange change : answer.getChangesList()) {
            lines.add("  " + sign(change) + " " + change.getKind() + " " + change.getNamespace() + "/"
                    + change.getName());
            change.getFieldsList().forEach(field -> lines.add("      " + text(field)));
            change.getAdmittedList().forEach(field -> lines.add("      an admission changes " + text(field)));
            if (!change.getRefusal().isEmpty()) {
                lines.add("      ! refused by the API server: " + change.getRefusal());
            }
        }
        answer.getRemarksList().forEach(remark -> lines.add("  " + remark));
        return lines;
    }

    /** Returns why it would not be done; empty if it would. */
    String refusal() {
        return answer.getRefusal().isEmpty()
                ? answer.getChangesList().stream()
                        .map(DryRunChange::getRefusal)
                        .filter(refusal -> !refusal.isEmpty())
                        .findFirst()
                        .orElse("")
                : answer.getRefusal();
    }

    private static String text(DryRunField field) {
        return field.getPath() + ": " + field.getBefore() + " -> " + field.getAfter();
    }

    private static String sign(DryRunChange change) {
        return switch (change.getAction()) {
            case CREATE -> "+";
            case DELETE -> "-";
            default -> "~";
        };
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put(
                "changes",
                answer.getChangesList().stream().map(ForetoldView::json).toList());
        json.put("remarks", List.copyOf(answer.getRemarksList()));
        json.put("refusal", Absent.nullIfEmpty(answer.getRefusal()));
        return json;
    }

    private static Map<String, Object> json(DryRunChange change) {
        var json = new LinkedHashMap<String, Object>();
        json.put("action", change.getAction().name().toLowerCase(Locale.ROOT));
        json.put("kind", change.getKind());
        json.put("namespace", change.getNamespace());
        json.put("name", change.getName());
        json.put(
                "fields",
                change.getFieldsList().stream().map(ForetoldView::json).toList());
        json.put(
                "admitted",
                change.getAdmittedList().stream().map(ForetoldView::json).toList());
        json.put("refusal", Absent.nullIfEmpty(change.getRefusal()));
        return json;
    }

    private static Map<String, Object> json(DryRunField field) {
        var json = new LinkedHashMap<String, Object>();
        json.put("path", field.getPath());
        json.put("before", field.getBefore());
        json.put("after", field.getAfter());
        return json;
    }
}
