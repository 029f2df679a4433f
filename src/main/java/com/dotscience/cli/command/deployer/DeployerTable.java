package com.dotscience.cli.command.deployer;

import com.dotscience.api.management.Deployer;
import com.dotscience.cli.output.Snapshot;
import com.dotscience.cli.output.Snapshot.Row;
import com.dotscience.text.Age;
import com.dotscience.text.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows deployers, one a line.
 *
 * @param ellipsis stands for the rest of a token
 * @param wide whether there are more columns
 */
record DeployerTable(List<Deployer> deployers, Instant now, String ellipsis, boolean wide) {

    List<String> lines() {
        List<String> headings =
                new ArrayList<>(List.of("NAME", "STATUS", "DEPLOYMENTS", "VERSION", "KUBERNETES", "TOKEN", "AGE"));
        if (wide) {
            headings.addAll(List.of("LABELS", "SEEN", "ID"));
        }
        var table = new Table(headings.toArray(String[]::new));
        for (Deployer deployer : deployers) {
            List<String> cells = new ArrayList<>(cells(deployer));
            cells.add(Age.of(deployer.getCreatedAt(), now));
            if (wide) {
                cells.add(DeployerJson.shown(deployer.getLabelsMap()));
                cells.add(deployer.getSeenAt() == 0 ? "" : Age.of(deployer.getSeenAt(), now));
                cells.add(deployer.getId());
            }
            table.row(cells.toArray(String[]::new));
        }
        return table.lines();
    }

    Snapshot snapshot() {
        List<String> lines = lines();
        List<Row> rows = new ArrayList<>();
        for (Deployer deployer : deployers) {
            String line = lines.get(rows.size() + 1);
            List<String> cells = new ArrayList<>(cells(deployer));
            if (wide) {
                cells.add(DeployerJson.shown(deployer.getLabelsMap()));
            }
            rows.add(new Row(deployer.getId(), cells, line, DeployerJson.of(deployer)));
        }
        return new Snapshot(lines.get(0), rows);
    }

    /** Returns what does not change with time alone. */
    private List<String> cells(Deployer deployer) {
        return List.of(
                deployer.getName(),
                DeployerJson.shown(deployer),
                Integer.toString(deployer.getDeployments()),
                deployer.getVersion(),
                deployer.getKubernetesVersion(),
                tokens(deployer));
    }

    private String tokens(Deployer deployer) {
        String current = deployer.getTokenPrefix();
        return Stream.concat(
                        Stream.of(current.isEmpty() ? "revoked" : current + ellipsis),
                        deployer.getOldTokensList().stream().map(old -> DeployerJson.shown(old, ellipsis)))
                .collect(Collectors.joining(", "));
    }
}
