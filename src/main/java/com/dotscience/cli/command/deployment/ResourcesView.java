package com.dotscience.cli.command.deployment;

import com.dotscience.api.ResourceRequirements;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How much the model gets of its node, as people and programs see it. */
record ResourcesView(ResourceRequirements resources) {

    String text() {
        var names = new TreeSet<>(resources.getLimitsMap().keySet());
        names.addAll(resources.getRequestsMap().keySet());
        return names.stream().map(name -> name + " " + amount(name)).collect(Collectors.joining(", "));
    }

    private String amount(String name) {
        String least = resources.getRequestsOrDefault(name, "");
        String most = resources.getLimitsOrDefault(name, "");
        if (most.isEmpty()) {
            return "at least " + least;
        }
        if (least.isEmpty() || least.equals(most)) {
            return most;
        }
        return least + " to " + most;
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("limits", new TreeMap<>(resources.getLimitsMap()));
        json.put("requests", new TreeMap<>(resources.getRequestsMap()));
        return json;
    }
}
