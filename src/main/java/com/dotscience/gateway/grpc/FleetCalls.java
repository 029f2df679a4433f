package com.dotscience.gateway.grpc;

import com.dotscience.api.management.ContinueFleetUpdateRequest;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.api.management.GetFleetUpdateRequest;
import com.dotscience.api.management.ListFleetUpdatesRequest;
import com.dotscience.api.management.ListFleetUpdatesResponse;
import com.dotscience.api.management.StartFleetUpdateRequest;
import com.dotscience.api.management.StopFleetUpdateRequest;
import com.dotscience.gateway.registry.FleetUpdateRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of the management API about fleet updates. */
final class FleetCalls {
    private static final Logger LOG = LoggerFactory.getLogger(FleetCalls.class);

    private final FleetUpdateRegistry updates;

    FleetCalls(FleetUpdateRegistry updates) {
        this.updates = updates;
    }

    FleetUpdate start(StartFleetUpdateRequest request) {
        return logged("Started", updates.start(request, StatedCaller.ofThisCall()));
    }

    ListFleetUpdatesResponse list(ListFleetUpdatesRequest request) {
        return ListFleetUpdatesResponse.newBuilder()
                .addAllUpdates(updates.list())
                .build();
    }

    FleetUpdate get(GetFleetUpdateRequest request) {
        return updates.get(request.getUpdate());
    }

    FleetUpdate stop(StopFleetUpdateRequest request) {
        return logged("Stopped", updates.stop(request.getUpdate(), StatedCaller.ofThisCall()));
    }

    FleetUpdate goOn(ContinueFleetUpdateRequest request) {
        return logged("Continued", updates.goOn(request.getUpdate()));
    }

    private static FleetUpdate logged(String action, FleetUpdate update) {
        String caller = StatedCaller.ofThisCall();
        LOG.info(
                "{} fleet update {} of {} at {} deployers{}",
                action,
                update.getNumber(),
                update.getName(),
                update.getMembersCount(),
                caller.isEmpty() ? "" : ", for a caller that says to be " + caller);
        return update;
    }
}
