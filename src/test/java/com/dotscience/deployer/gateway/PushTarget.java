package com.dotscience.deployer.gateway;

import com.dotscience.api.push.PushGrpc;
import com.dotscience.deployer.desired.Update;
import com.dotscience.fuzz.Outcome;
import com.dotscience.fuzz.RawCalls;
import com.dotscience.fuzz.Target;
import com.dotscience.fuzz.calls.PushCall;
import com.dotscience.fuzz.calls.PushCalls;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;

/** What a pusher sends to a deployer, up to the objects that it plans. What is refused names a field. */
public final class PushTarget implements Target {

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public Outcome take(byte[] input) throws Exception {
        WantedObjects objects = new WantedObjects(json);
        PushUpdates updates = new PushUpdates(objects::position);
        for (PushCall call : PushCalls.parseFrom(input).getCallsList()) {
            FieldDescriptor field = call.getOneofFieldDescriptor(
                    call.getDescriptorForType().getOneofs().get(0));
            if (field != null) {
                take(method(field), call.getField(field), updates, objects);
            }
        }
        return new Outcome(objects.characters(), objects.refusals());
    }

    /** As Camel names it. */
    private static String method(FieldDescriptor field) {
        String rpc = RawCalls.rpc(field);
        return Character.toLowerCase(rpc.charAt(0)) + rpc.substring(1);
    }

    private static void take(String method, Object message, PushUpdates updates, WantedObjects objects)
            throws Exception {
        Update update;
        try {
            update = Context.current()
                    .withValue(PushInterceptor.AUTHORIZED, true)
                    .call(() -> updates.toUpdate(method, message));
        } catch (StatusRuntimeException e) {
            String why = String.valueOf(e.getStatus().getDescription());
            if (!why.matches("(deployments\\[\\d+]\\.)?(id|name|deployment\\.image) .*")) {
                throw new AssertionError("no field of " + PushGrpc.SERVICE_NAME + " is named: " + why);
            }
            objects.refuse(why);
            return;
        }
        objects.apply(update);
    }
}
