package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.output.ShortImage;
import com.dotscience.cli.output.Snapshot;
import com.dotscience.cli.output.Snapshot.Row;
import com.dotscience.cli.output.Terminal;
import com.dotscience.text.Age;
import com.dotscience.text.DisplayWidth;
import com.dotscience.text.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Shows model deployments, one a line, in as many columns as fit the terminal. Where it is too narrow, images are shortened first, and
 * then columns are left out; {@code ds deployment get} shows them all. Piped output is never shortened, because programs read it.
 *
 * @param wide whether there are more columns, and all of them whole, however narrow the terminal is
 */
record DeploymentTable(List<ModelDeployment> models, Instant now, Terminal terminal, boolean wide) {

    private enum Column {
        NAME,
        NAMESPACE,
        DEPLOYER,
        PHASE,
        WAITS,
        READY,
        URL,
        IMAGE,
        AGE,
        GENERATION,
        ID,
        MESSAGE
    }

    private static final Set<Column> WIDE = EnumSet.of(Column.GENERATION, Column.ID, Column.MESSAGE);

    /** The columns that are left out, in this order. The others stay, however narrow the terminal is. */
    private static final List<Column> OPTIONAL = List.of(Column.NAMESPACE, Column.DEPLOYER, Column.URL, Column.IMAGE);

    List<String> lines() {
        int room = wide ? 0 : terminal.columns();
        Set<Column> columns = columns();
        if (models.stream().noneMatch(model -> new Waiting(model).isThere())) {
            columns.remove(Column.WAITS);
        }
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

    /** @param json shows one model deployment to programs */
    Snapshot snapshot(Function<ModelDeployment, Map<String, Object>> json) {
        List<String> lines = lines();
        // An age, also that of a stale report, changes without any news.
        var timeless = new DeploymentTable(models, Instant.EPOCH, terminal, wide);
        Set<Column> columns = columns();
        columns.remove(Column.AGE);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            ModelDeployment model = models.get(i);
            List<String> cells = columns.stream()
                    .map(column -> timeless.cell(column, model, image(model)))
                    .toList();
            rows.add(new Row(model.getDeployment().getId(), cells, lines.get(i + 1), json.apply(model)));
        }
        return new Snapshot(lines.get(0), rows);
    }

    private Set<Column> columns() {
        return wide ? EnumSet.allOf(Column.class) : EnumSet.complementOf(EnumSet.copyOf(WIDE));
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
            case WAITS -> new Waiting(model).brief(now);
            case READY -> DeploymentStatus.ready(model);
            case URL -> model.getUrl();
            case IMAGE -> image;
            case AGE -> Age.of(model.getCreatedAt(), now);
            case GENERATION -> model.getGeneration() == 0 ? "" : Long.toString(model.getGeneration());
            case ID -> model.getDeployment().getId();
            case MESSAGE -> DeploymentStatus.message(model);
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
