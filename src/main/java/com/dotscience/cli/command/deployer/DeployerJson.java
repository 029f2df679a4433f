package com.dotscience.cli.command.deployer;

import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.OldToken;
import com.dotscience.cli.output.Absent;
import com.dotscience.cli.output.PauseText;
import com.dotscience.cli.output.WindowText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows a deployer as JSON, whose names programs rely on, and as text. */
public final class DeployerJson {

    /** The list of the fields, for the help. */
    public static final String FIELDS =
            "id, name, status (online or offline), deployments, tokenPrefix (null if it was revoked), oldTokens (prefix,"
                    + " acceptedUntil, used), version, kubernetesVersion, hold, leaseTrouble, toldNothing, labels, maintenanceWindows (cron, timeZone, length),"
                    + " paused (at, caller), createdAt, seenAt";

    private DeployerJson() {}

    public static Map<String, Object> of(Deployer deployer) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", deployer.getId());
        json.put("name", deployer.getName());
        json.put("status", status(deployer));
        json.put("deployments", deployer.getDeployments());
        json.put("tokenPrefix", Absent.nullIfEmpty(deployer.getTokenPrefix()));
        json.put(
                "oldTokens",
                deployer.getOldTokensList().stream().map(DeployerJson::of).toList());
        json.put("version", Absent.nullIfEmpty(deployer.getVersion()));
        json.put("kubernetesVersion", Absent.nullIfEmpty(deployer.getKubernetesVersion()));
        json.put("hold", Absent.nullIfEmpty(deployer.getHold()));
        json.put("leaseTrouble", Absent.nullIfEmpty(deployer.getLeaseTrouble()));
        json.put("toldNothing", Absent.nullIfEmpty(deployer.getToldNothing()));
        json.put("labels", new TreeMap<>(deployer.getLabelsMap()));
        json.put("maintenanceWindows", WindowText.json(deployer.getMaintenanceWindowsList()));
        json.put("paused", PauseText.json(deployer.getPaused()));
        json.put("createdAt", Absent.nullIfNever(deployer.getCreatedAt()));
        json.put("seenAt", Absent.nullIfNever(deployer.getSeenAt()));
        return json;
    }

    private static Map<String, Object> of(OldToken token) {
        var json = new LinkedHashMap<String, Object>();
        json.put("prefix", token.getPrefix());
        json.put("acceptedUntil", Absent.nullIfNever(token.getAcceptedUntil()));
        json.put("used", token.getUsed());
        return json;
    }

    /** Shows labels for people, as they would be given. */
    static String shown(Map<String, String> labels) {
        return new TreeMap<>(labels).entrySet().stream().map(Object::toString).collect(Collectors.joining(","));
    }

    /** Describes a replaced token for people. */
    static String shown(OldToken token, String ellipsis) {
        return token.getPrefix() + ellipsis + " until "
                + Instant.ofEpochMilli(token.getAcceptedUntil()).truncatedTo(ChronoUnit.SECONDS)
                + (token.getUsed() ? " (in use)" : "");
    }

    /** Describes the status of a deployer for people. */
    static String shown(Deployer deployer) {
        if (!deployer.getOnline()) {
            return status(deployer);
        }
        if (!deployer.getClusterTrouble().isEmpty()) {
            return "online, does not hear its cluster";
        }
        if (!deployer.getHold().isEmpty()) {
            return "online: " + deployer.getHold();
        }
        if (!deployer.getLeaseTrouble().isEmpty()) {
            return "online: " + deployer.getLeaseTrouble();
        }
        if (!deployer.getToldNothing().isEmpty()) {
            return "online: " + deployer.getToldNothing();
        }
        return deployer.hasPaused() ? "online, paused" : status(deployer);
    }

    static String status(Deployer deployer) {
        return deployer.getOnline() ? "online" : "offline";
    }
}
