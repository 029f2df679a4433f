package com.dotscience.cli.command.fleet;

import com.dotscience.api.management.FleetMember;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.cli.output.Absent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Shows a fleet update as JSON, whose names programs rely on. */
public final class FleetJson {

    /** The list of the fields, for the help. */
    public static final String FIELDS =
            "number, name, deployers (the selector), maxParallel, status (running, stopped or"
                    + " done), message, change, caller, startedAt, endedAt, members (deployer, deployment, wave, status, message)";

    private FleetJson() {}

    public static Map<String, Object> of(FleetUpdate update) {
        var json = new LinkedHashMap<String, Object>();
        json.put("number", update.getNumber());
        json.put("name", update.getName());
        json.put("deployers", update.getSelector());
        json.put("maxParallel", update.getMaxParallel());
        json.put("status", update.getState().name().toLowerCase(Locale.ROOT));
        json.put("message", Absent.nullIfEmpty(update.getMessage()));
        json.put("change", update.getChange());
        json.put("caller", Absent.nullIfEmpty(update.getCaller()));
        json.put("startedAt", Absent.nullIfNever(update.getStartedAt()));
        json.put("endedAt", Absent.nullIfNever(update.getEndedAt()));
        json.put("members", update.getMembersList().stream().map(FleetJson::of).toList());
        return json;
    }

    private static Map<String, Object> of(FleetMember member) {
        var json = new LinkedHashMap<String, Object>();
        json.put("deployer", member.getDeployerName());
        json.put("deployment", member.getDeployment());
        json.put("wave", member.getWave());
        json.put("status", member.getState().name().toLowerCase(Locale.ROOT));
        json.put("message", Absent.nullIfEmpty(member.getMessage()));
        return json;
    }
}
