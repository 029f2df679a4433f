package com.dotscience.deployer.status;

import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.deployer.deprecated.FormerSteps;
import java.util.List;
import org.apache.camel.ExchangeProperty;

/** What routes ask of {@link Reports}. */
public final class ReportSteps extends FormerSteps {

    private final Reports reports;

    public ReportSteps(Reports reports) {
        super("reports");
        this.reports = reports;
    }

    /** The reports that are due, which are to be sent to the Gateway. */
    public List<UpdateDeploymentRequest> due() {
        return reports.due();
    }

    /** Whether it is about what the Gateway may have forgotten already, since nobody wants it any more. */
    public boolean ofRemoval(@ExchangeProperty("report") UpdateDeploymentRequest report) {
        return Reports.isOfRemoval(report);
    }
}
