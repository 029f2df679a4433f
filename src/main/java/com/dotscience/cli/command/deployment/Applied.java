package com.dotscience.cli.command.deployment;

import com.dotscience.api.DryRunAnswer;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.output.Absent;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.ExitCode;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows what became of each resource, or would become of it. */
final class Applied implements View {

    /** The fields, for the help. */
    static final String FIELDS =
            "name, namespace, deployer, id, result (created, configured, unchanged, pruned), waits, dryRun; with"
                    + " --dry-run=server also " + ForetoldView.FIELDS;

    private final List<Result> results = new ArrayList<>();
    private final DryRun dryRun;

    Applied(DryRun dryRun) {
        this.dryRun = dryRun;
    }

    void add(Result result) {
        results.add(result);
    }

    boolean isEmpty() {
        return results.isEmpty();
    }

    /** @throws DsException if a deployer or its API server would refuse one */
    void failIfRefused() {
        List<Result> refused =
                results.stream().filter(result -> !result.refusal().isEmpty()).toList();
        if (!refused.isEmpty()) {
            Result first = refused.get(0);
            throw new DsException(
                    ExitCode.FAILED,
                    (refused.size() == 1 ? "" : refused.size() + " would be refused; ") + first.name()
                            + " would be refused: " + first.refusal());
        }
    }

    @Override
    public void text(Terminal terminal) {
        for (Result result : results) {
            terminal.line(result.name() + " " + result.word()
                    + (result.waits().isEmpty() ? "" : ", waits: " + result.waits()) + dryRun.remark());
            result.foretold().ifPresent(foretold -> foretold.lines().forEach(terminal::line));
        }
    }

    @Override
    public Object json() {
        return results.stream().map(this::json).toList();
    }

    private Map<String, Object> json(Result result) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", result.name());
        json.put("namespace", result.namespace());
        json.put("deployer", result.deployer());
        json.put("id", Absent.nullIfEmpty(result.id()));
        json.put("result", result.word());
        json.put("waits", Absent.nullIfEmpty(result.waits()));
        json.put("dryRun", dryRun != DryRun.NONE);
        result.foretold().ifPresent(foretold -> json.putAll(foretold.json()));
        return json;
    }

    /**
     * What became of one.
     *
     * @param id empty if it has none yet
     * @param waits what of it waits to be handed out, for people; empty: nothing
     * @param foretold what its deployer would do; empty if it was not asked
     */
    record Result(
            String name,
            String namespace,
            String deployer,
            String id,
            String word,
            String waits,
            Optional<ForetoldView> foretold) {

        Result(String name, String namespace, String deployer, String id, String word, String waits) {
            this(name, namespace, deployer, id, word, waits, Optional.empty());
        }

        static Result of(ModelDeployment model, String word) {
            return new Result(
                    model.getDeployment().getName(),
                    model.getDeployment().getNamespace(),
                    model.getDeployerName(),
                    model.getDeployment().getId(),
                    word,
                    "");
        }

        Result with(DryRunAnswer answer) {
            return new Result(name, namespace, deployer, id, word, waits, Optional.of(new ForetoldView(answer)));
        }

        /** Returns why it would not be done; empty if it would. */
        String refusal() {
            return foretold.map(ForetoldView::refusal).orElse("");
        }
    }
}
