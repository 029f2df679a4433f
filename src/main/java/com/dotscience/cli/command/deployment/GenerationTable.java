package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.Generation;
import com.dotscience.cli.output.Absent;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import com.dotscience.text.Age;
import com.dotscience.text.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows the generations of a model deployment, one a line. */
record GenerationTable(List<Generation> generations, Instant now) implements View {

    @Override
    public void text(Terminal terminal) {
        boolean anyWaited = generations.stream().anyMatch(each -> each.getHandedOutAt() != each.getAt());
        var table = anyWaited
                ? new Table("GENERATION", "AGE", "HANDED OUT", "CALLER", "CHANGE")
                : new Table("GENERATION", "AGE", "CALLER", "CHANGE");
        for (Generation generation : generations) {
            var cells = new ArrayList<String>();
            cells.add(Long.toString(generation.getNumber()));
            cells.add(Age.of(generation.getAt(), now));
            if (anyWaited) {
                cells.add(handedOut(generation));
            }
            cells.add(generation.getCaller());
            cells.add(generation.getChange());
            table.row(cells.toArray(String[]::new));
        }
        table.lines().forEach(terminal::line);
    }

    private String handedOut(Generation generation) {
        if (generation.getHandedOutAt() > 0) {
            return Age.of(generation.getHandedOutAt(), now);
        }
        boolean isLatest = generation.equals(generations.get(0));
        return isLatest ? "waits" : "never";
    }

    @Override
    public Object json() {
        return generations.stream().map(GenerationTable::json).toList();
    }

    static Map<String, Object> json(Generation generation) {
        var json = new LinkedHashMap<String, Object>();
        json.put("generation", generation.getNumber());
        json.put("at", Absent.nullIfNever(generation.getAt()));
        json.put("caller", Absent.nullIfEmpty(generation.getCaller()));
        json.put("change", generation.getChange());
        json.put("handedOutAt", Absent.nullIfNever(generation.getHandedOutAt()));
        return json;
    }
}
