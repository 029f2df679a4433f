package com.dotscience.cli.command.deployment;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.Event;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.dotscience.api.management.ReportedPhase;
import com.dotscience.cli.command.deployment.spec.ProxyImage;
import com.dotscience.cli.output.Fields;
import com.dotscience.cli.output.PauseText;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import com.dotscience.cli.output.WindowText;
import com.dotscience.text.Age;
import com.dotscience.text.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Shows everything that is known about one model deployment. */
record DeploymentDetails(ModelDeployment model, Instant now) implements View {

    @Override
    public void text(Terminal terminal) {
        lines().forEach(terminal::line);
    }

    private List<String> lines() {
        Deployment wanted = model.getDeployment();
        Report report = model.getReport();
        Fields fields = DeploymentSummary.identity(model)
                .add("Deployer", deployer())
                .addIfAny("URL", model.getUrl())
                .add("Phase", DeploymentStatus.shown(model, now))
                .addIfAny("Message", DeploymentStatus.message(model))
                .addIfAny("Waits", new Waiting(model).text(now))
                .addIfAny("Paused", PauseText.of(model.getPaused(), now))
                .addIfAny("Deployer paused", PauseText.of(model.getDeployerPaused(), now))
                .addIfAny("Remark", model.getRemark())
                .addIfAny("Remark", remarkOnTheProxyImage())
                .addIfAny("Reported", report.getPhase() == Phase.PHASE_UNKNOWN ? report.getStatus() : "")
                .addIfAny("Serving", serving())
                .add("Ready", DeploymentStatus.ready(model))
                .addIfAny("Replicas", replicas())
                .addIfAny("Stopped", stopped())
                .addIfAny("Generation", model.getGeneration() == 0 ? "" : Long.toString(model.getGeneration()))
                .add("Image", wanted.getDeployment().getImage())
                .addIfAny("Running image", runningImage());
        new CanaryView(model).addTo(fields);
        new WantedFields(wanted).addTo(fields);
        if (wanted.getMaintenanceWindowsCount() == 0) {
            fields.addIfAny("Deployer's windows", WindowText.of(model.getDeployerWindowsList()));
        }
        List<String> lines = new ArrayList<>(fields.add("Age", Age.of(model.getCreatedAt(), now))
                .addIfAny("Report age", model.hasReport() ? Age.of(report.getReceivedAt(), now) : "")
                .lines());
        lines.addAll(events());
        return lines;
    }

    private String remarkOnTheProxyImage() {
        return ProxyImage.isGone(model.getDeployment())
                ? "nobody can pull the proxy image any more: "
                        + ProxyImage.remedy(model.getDeployment().getName())
                : "";
    }

    private String deployer() {
        String offline = DeploymentStatus.offline(model, now);
        return model.getDeployerName() + (offline.isEmpty() ? "" : " (" + offline + ")");
    }

    /** Says whether the model serves; empty for a deployer that reports no revision, because it does not report this either. */
    private String serving() {
        Report report = model.getReport();
        if (report.getRevision() == 0) {
            return "";
        }
        boolean upToDate = !ReportedPhase.isOutdated(model)
                && report.getUpdatedReplicas() >= report.getDesiredReplicas()
                && runningImage().isEmpty();
        return !report.getServable() ? "no" : upToDate ? "yes" : "yes, not yet all of it up to date";
    }

    private String replicas() {
        Report report = model.getReport();
        return report.getRevision() == 0
                ? ""
                : report.getDesiredReplicas() + " wanted, " + report.getUpdatedReplicas() + " up to date, "
                        + report.getReadyReplicas() + " ready, " + report.getAvailableReplicas() + " available";
    }

    private String stopped() {
        long replicas = model.getReplicasBeforeStop();
        return replicas == 0
                ? ""
                : "ds deployment start returns to " + (replicas == 1 ? "1 replica" : replicas + " replicas");
    }

    /** Returns the image that runs, if it is not the one that is wanted. */
    private String runningImage() {
        String running = model.getReport().getImage();
        return running.equals(model.getDeployment().getDeployment().getImage()) ? "" : running;
    }

    private List<String> events() {
        if (model.getEventsCount() == 0) {
            return List.of();
        }
        var table = new Table("AGE", "PHASE", "MESSAGE");
        for (Event event : model.getEventsList()) {
            table.row(age(event), DeploymentStatus.word(event), event.getMessage());
        }
        List<String> lines = new ArrayList<>(List.of("Events:"));
        table.lines().forEach(line -> lines.add("  " + line));
        return lines;
    }

    /** Returns the age of the event; for repeated ones that of the last time, with their number. */
    private String age(Event event) {
        return event.getCount() < 2
                ? Age.of(event.getAt(), now)
                : Age.of(event.getLastAt(), now) + " (" + event.getCount() + " times in "
                        + Age.words(Duration.ofMillis(event.getLastAt() - event.getAt())) + ")";
    }

    @Override
    public Object json() {
        return DeploymentJson.withEvents(model);
    }
}
