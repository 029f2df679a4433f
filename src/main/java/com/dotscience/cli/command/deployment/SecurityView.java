package com.dotscience.cli.command.deployment;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.SecurityContext;
import com.dotscience.cli.output.Absent;
import com.dotscience.cli.output.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** As whom a model runs, and what it does without, as people and programs see it. */
record SecurityView(DeploymentSpec pods) {

    /** The fields of {@link #json}, for the help. */
    static final String FIELDS = "serviceAccount, securityContext (runAsUser, runAsGroup, runAsNonRoot,"
            + " readOnlyRootFilesystem, dropCapabilities, fsGroup, supplementalGroups)";

    void addTo(Fields fields) {
        fields.addIfAny("Service account", pods.getServiceAccount()).addIfAny("Security", text());
    }

    void addTo(Map<String, Object> json) {
        json.put("serviceAccount", Absent.nullIfEmpty(pods.getServiceAccount()));
        json.put("securityContext", json());
    }

    private Map<String, Object> json() {
        SecurityContext context = pods.getSecurityContext();
        var json = new LinkedHashMap<String, Object>();
        json.put("runAsUser", context.hasRunAsUser() ? context.getRunAsUser() : null);
        json.put("runAsGroup", context.hasRunAsGroup() ? context.getRunAsGroup() : null);
        json.put("runAsNonRoot", context.getRunAsNonRoot());
        json.put("readOnlyRootFilesystem", context.getReadOnlyRootFilesystem());
        json.put("dropCapabilities", List.copyOf(context.getDropCapabilitiesList()));
        json.put("fsGroup", context.hasFsGroup() ? context.getFsGroup() : null);
        json.put("supplementalGroups", List.copyOf(context.getSupplementalGroupsList()));
        return json;
    }

    private String text() {
        SecurityContext context = pods.getSecurityContext();
        List<String> words = new ArrayList<>();
        if (context.hasRunAsUser()) {
            words.add("user " + context.getRunAsUser());
        }
        if (context.hasRunAsGroup()) {
            words.add("group " + context.getRunAsGroup());
        }
        if (context.getSupplementalGroupsCount() > 0) {
            words.add("groups "
                    + context.getSupplementalGroupsList().stream()
                            .map(Object::toString)
                            .collect(Collectors.joining(" ")));
        }
        if (context.hasFsGroup()) {
            words.add("volumes of group " + context.getFsGroup());
        }
        if (context.getRunAsNonRoot()) {
            words.add("not root");
        }
        if (context.getReadOnlyRootFilesystem()) {
            words.add("read-only root");
        }
        if (context.getDropCapabilitiesCount() > 0) {
            words.add("without " + String.join(" ", context.getDropCapabilitiesList()));
        }
        return String.join(", ", words);
    }
}
