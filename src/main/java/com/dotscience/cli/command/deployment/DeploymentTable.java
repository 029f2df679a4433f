package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.output.ShortImage;
import com.dotscience.cli.output.Terminal;
import com.dotscience.text.Age;
import com.dotscience.text.DisplayWidth;
import com.dotscience.text.Table;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Shows model deployments, one a line, in as many columns as fit the terminal. Where it is too narrow, images are shortened first, and
 * then columns are left out; {@code ds deployment get} shows them all. Piped output is never shortened, because programs read it.
 */
record DeploymentTable(List<ModelDeployment> models, Instant now, Terminal terminal) {

    private enum Column {
        NAME,
        NAMESPACE,
        DEPLOYER,
        PHASE,
        READY,
        URL,
        IMAGE,
        AGE
    }

    /** The columns that are left out, in this order. The others stay, however narrow the terminal is. */
    private static final List<Column> OPTIONAL = List.of(Column.NAMESPACE, Column.DEPLOYER, Column.URL, Column.IMAGE);

    List<String> lines() {
        int room = terminal.columns();
        Set<Column> columns = EnumSet.allOf(Column.class);
        List<String> lines = lines(columns, room);
        for (Column next : OPTIONAL) {
            if (fits(lines, room)) {
                break;
            }
            columns.remove(next);
            lines = lines(columns, room);
        }
        return lines;
    }

    private List<String> lines(Set<Column> columns, int room) {
        List<String> whole = rows(columns, Integer.MAX_VALUE);
        if (fits(whole, room)) {
            return whole;
        }
        int images = models.stream()
                .mapToInt(model -> DisplayWidth.of(image(model)))
                .max()
                .orElse(0);
        return rows(columns, images - (widest(whole) - room));
    }

    private List<String> rows(Set<Column> columns, int roomForImages) {
        var table = new Table(columns.stream().map(Column::name).toArray(String[]::new));
        for (ModelDeployment model : models) {
            String image = ShortImage.of(image(model), roomForImages, terminal.ellipsis());
            table.row(columns.stream().map(column -> cell(column, model, image)).toArray(String[]::new));
        }
        return table.lines();
    }

    private String cell(Column column, ModelDeployment model, String image) {
        return switch (column) {
            case NAME -> model.getDeployment().getName();
            case NAMESPACE -> model.getDeployment().getNamespace();
            case DEPLOYER -> model.getDeployerName();
            case PHASE -> DeploymentStatus.shown(model, now);
            case READY -> DeploymentStatus.ready(model);
            case URL -> model.getUrl();
            case IMAGE -> image;
            case AGE -> Age.of(model.getCreatedAt(), now);
        };
    }

    private static String image(ModelDeployment model) {
        return model.getDeployment().getDeployment().getImage();
    }

    private static boolean fits(List<String> lines, int room) {
        return room == 0 || widest(lines) <= room;
    }

    private static int widest(List<String> lines) {
        return lines.stream().mapToInt(DisplayWidth::of).max().orElse(0);
    }
}
