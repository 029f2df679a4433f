package com.dotscience.deployer.status;

import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.deployer.deprecated.FormerSteps;
import java.util.List;
import org.apache.camel.ExchangeProperty;

/** The steps of Camel routes that concern {@link Reports}. They are apart from it so that it knows nothing of Camel. */
public final class ReportSteps extends FormerSteps {

    private final Reports reports;

    public ReportSteps(Reports reports) {
        super("reports");
        this.reports = reports;
    }

    /** Returns the reports that are due to be sent to the Gateway. */
    public List<UpdateDeploymentRequest> due() {
        return reports.due();
    }

    /**
     * Says whether a report is about a removal: the Gateway may have forgotten such a model deployment already, since nobody
     * wants it any more.
     */
    public boolean ofRemoval(@ExchangeProperty("report") UpdateDeploymentRequest report) {
        return Reports.isOfRemoval(report);
    }
}
