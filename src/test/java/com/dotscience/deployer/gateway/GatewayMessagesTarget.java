package com.dotscience.deployer.gateway;

import com.dotscience.api.DryRunRequest;
import com.dotscience.deployer.desired.Update;
import com.dotscience.fuzz.Outcome;
import com.dotscience.fuzz.Target;
import com.dotscience.fuzz.calls.GatewayMessage;
import com.dotscience.fuzz.calls.GatewayMessages;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;

/** What a Gateway sends to a deployer, up to the objects that it plans. A Gateway may be another than ours, and send anything. */
public final class GatewayMessagesTarget implements Target {

    private final ObjectMapper json = new ObjectMapper();
    private final GatewayUpdates updates = new GatewayUpdates(Update.GATEWAY);

    @Override
    public Outcome take(byte[] input) throws InvalidProtocolBufferException, JsonProcessingException {
        WantedObjects objects = new WantedObjects(json);
        for (GatewayMessage message : GatewayMessages.parseFrom(input).getCallsList()) {
            switch (message.getMessageCase()) {
                case STREAM_DEPLOYMENTS -> objects.apply(updates.one(message.getStreamDeployments()));
                case LIST_DEPLOYMENTS ->
                    objects.apply(updates.all(
                            message.getListDeployments(),
                            objects.position(),
                            message.getListDeployments().getTombstones()));
                case STREAM_DRY_RUNS -> plan(message.getStreamDryRuns(), objects);
                default -> {
                    // The other answers are empty, or hold what is only shown; requests for logs are read in a cluster.
                }
            }
        }
        return new Outcome(objects.characters(), objects.refusals());
    }

    private static void plan(DryRunRequest request, WantedObjects objects) throws JsonProcessingException {
        if (!request.getDeployment().getDeleted()) {
            objects.plan(request.getDeployment(), Optional.empty());
        }
    }
}
