package com.dotscience.cli.command.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.output.Progress;
import com.dotscience.cli.output.Terminal;
import com.dotscience.fuzz.Outcome;
import com.dotscience.fuzz.Target;
import com.dotscience.fuzz.calls.Shown;
import com.dotscience.text.DisplayWidth;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Whatever a Gateway answers, as {@code ds} prints it to a terminal of eighty columns: no character hides, progress fits the line, and
 * JSON and YAML can be read.
 */
public final class ShownTarget implements Target {

    private static final int COLUMNS = 80;
    private static final Instant NOW = Instant.parse("2026-11-27T06:00:00Z");

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public Outcome take(byte[] input) throws IOException {
        Shown shown = Shown.parseFrom(input);
        List<ModelDeployment> models = shown.getDeploymentsList();
        var out = new ByteArrayOutputStream();
        var terminal = new Terminal(out, out, UTF_8, () -> COLUMNS);
        for (boolean wide : List.of(false, true)) {
            new DeploymentTable(models, NOW, terminal, wide).lines().forEach(terminal::line);
        }
        for (ModelDeployment model : models) {
            new DeploymentDetails(model, NOW).text(terminal);
            new DeploymentSummary(model, NOW).text(terminal);
        }
        shown.getLinesList().forEach(line -> terminal.line("[" + line.getPod() + "] " + line.getLine()));
        shown.getLinesList().forEach(line -> terminal.error("ds: " + line.getError()));
        new ForetoldView(shown.getAnswer()).lines().forEach(terminal::line);
        if (shown.getGenerationsCount() > 0) {
            new GenerationTable(shown.getGenerationsList(), NOW).text(terminal);
        }
        terminal.flush();
        nothingHides(out);
        long size = out.size() + progress(models) + forPrograms(models);
        return Outcome.taken(size);
    }

    private static void nothingHides(ByteArrayOutputStream out) {
        String text = out.toString(UTF_8);
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each != '\n' && each != '\t' && hides(each)) {
                throw new AssertionError("U+%04X reaches the terminal".formatted((int) each));
            }
        }
    }

    /** As Unicode has them, not as the code under test has them. */
    private static boolean hides(char each) {
        return switch (Character.getType(each)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default ->
                switch (Character.getDirectionality(each)) {
                    case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                            Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                            Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                            Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                            Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                            Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                            Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                            Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                            Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE -> true;
                    default -> each == '\u200e' || each == '\u200f' || each == '\u061c';
                };
        };
    }

    private static int progress(List<ModelDeployment> models) {
        var out = new ByteArrayOutputStream();
        var terminal = new Terminal(out, out, UTF_8, () -> COLUMNS);
        var progress = new Progress(terminal, true);
        models.forEach(model -> progress.update(DeploymentStatus.message(model), "1s"));
        terminal.flush();
        for (String line : out.toString(UTF_8).split("\r")) {
            if (DisplayWidth.of(line) >= COLUMNS) {
                throw new AssertionError("a line of progress takes " + DisplayWidth.of(line) + " columns: " + line);
            }
        }
        return out.size();
    }

    private int forPrograms(List<ModelDeployment> models) throws IOException {
        int size = 0;
        for (ModelDeployment model : models) {
            Map<String, Object> fields = DeploymentJson.of(model);
            var out = new ByteArrayOutputStream();
            var terminal = new Terminal(out, out, UTF_8, () -> COLUMNS);
            terminal.json(fields);
            terminal.flush();
            nothingHides(out);
            if (!json.readTree(out.toByteArray()).equals(json.readTree(json.writeValueAsString(fields)))) {
                throw new AssertionError("the JSON says something else: " + out.toString(UTF_8));
            }
            size += out.size();
            out.reset();
            terminal.yaml(fields);
            terminal.flush();
            nothingHides(out);
            var read = new org.snakeyaml.engine.v2.api.Load(
                            org.snakeyaml.engine.v2.api.LoadSettings.builder().build())
                    .loadFromString(out.toString(UTF_8));
            if (!json.readTree(json.writeValueAsString(read)).equals(json.readTree(json.writeValueAsString(fields)))) {
                throw new AssertionError("the YAML says something else: " + out.toString(UTF_8));
            }
            size += out.size();
        }
        return size;
    }
}
