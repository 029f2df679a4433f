package com.dotscience.cli.command.deployer;

import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.OldToken;
import com.dotscience.cli.output.Absent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows a deployer as JSON, whose names programs rely on, and as text. */
public final class DeployerJson {

    /** The list of the fields, for the help. */
    public static final String FIELDS =
            "id, name, status (online or offline), deployments, tokenPrefix (null if it was revoked), oldTokens (prefix,"
                    + " acceptedUntil, used), version, kubernetesVersion, hold, createdAt, seenAt";

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
        return deployer.getHold().isEmpty() ? status(deployer) : "online: " + deployer.getHold();
    }

    static String status(Deployer deployer) {
        return deployer.getOnline() ? "online" : "offline";
    }
}
