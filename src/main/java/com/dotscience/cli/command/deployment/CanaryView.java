package com.dotscience.cli.command.deployment;

import com.dotscience.api.Canary;
import com.dotscience.api.Deployment;
import com.dotscience.api.management.CanaryState;
import com.dotscience.api.management.CanarySteps;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.dotscience.cli.output.Absent;
import com.dotscience.cli.output.Fields;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows the canary of a model deployment. */
record CanaryView(ModelDeployment model) {

    /** The list of the fields, for the help. */
    static final String FIELDS = "canary (image, weight, approximate, replicas, status, message, steps, step, waiting,"
            + " answers, errors, unanswered)";

    void addTo(Fields fields) {
        if (!there().hasCanary()) {
            return;
        }
        Canary canary = there().getCanary();
        CanaryState state = model.getCanary();
        fields.add("Canary", canary.getImage())
                .add("Canary weight", weight(canary, state))
                .add("Canary phase", phase(state.getReport()))
                .addIfAny("Canary message", state.getReport().getMessage())
                .addIfAny("Canary steps", steps(state))
                .addIfAny("Canary waits", state.getWaiting())
                .addIfAny("Canary answers", answers(state));
    }

    /** One that ends with a change that waits is still there. */
    private Deployment there() {
        return model.getDeployment().hasCanary() ? model.getDeployment() : new Waiting(model).given();
    }

    private static String weight(Canary canary, CanaryState state) {
        String replicas = state.getReplicas() == 1 ? "1 replica" : state.getReplicas() + " replicas";
        return canary.getWeight() + " of 100 requests, "
                + (state.getApproximate() ? "approximate: by the share of its " + replicas : "to " + replicas);
    }

    private static String phase(Report report) {
        return DeploymentStatus.word(report.getPhase());
    }

    private static String steps(CanaryState state) {
        CanarySteps steps = state.getSteps();
        return steps.getWeightsCount() == 0
                ? ""
                : steps.getWeightsList().stream().map(String::valueOf).collect(Collectors.joining(",")) + ", at the "
                        + ordinal(state.getStep() + 1);
    }

    private static String ordinal(int number) {
        return number + (number == 1 ? "st" : number == 2 ? "nd" : number == 3 ? "rd" : "th");
    }

    /** Returns what the model-proxies of the canary have counted since it has the present weight. */
    private static String answers(CanaryState state) {
        return !state.getCounting()
                ? state.getAnswersUnread()
                : state.getAnswered().getAnswers() + ", " + state.getAnswered().getErrors() + " of them errors";
    }

    /** Returns null if there is none. */
    Map<String, Object> json() {
        if (!there().hasCanary()) {
            return null;
        }
        CanaryState state = model.getCanary();
        var json = new LinkedHashMap<String, Object>();
        json.put("image", there().getCanary().getImage());
        json.put("weight", there().getCanary().getWeight());
        json.put("approximate", state.getApproximate());
        json.put("replicas", state.getReplicas());
        json.put("status", phase(state.getReport()).toLowerCase(Locale.ROOT));
        json.put("message", Absent.nullIfEmpty(state.getReport().getMessage()));
        json.put("steps", state.getSteps().getWeightsList());
        json.put("step", state.getStep() + 1);
        json.put("waiting", Absent.nullIfEmpty(state.getWaiting()));
        json.put("answers", state.getAnswered().getAnswers());
        json.put("errors", state.getAnswered().getErrors());
        json.put("unanswered", state.getAnswered().getUnanswered());
        return json;
    }
}
