package com.dotscience.deployer.states;

import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.ObjectKey;
import com.dotscience.deployer.states.ApiServer.Answer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.function.UnaryOperator;

/** Sends traces to the model. */
final class ModelRequests extends Trace {

    private final Contents contents = new Contents();
    private final ApiServer server = new ApiServer(contents);

    @Override
    Answered create(Ingress object) {
        return answered(
                server.create(key(object.getMetadata().getName()), contents.of(object), UnaryOperator.identity()));
    }

    @Override
    Answered patch(String name, String patch) {
        return answered(server.patch(key(name), patch, UnaryOperator.identity()));
    }

    @Override
    Answered delete(String name, String uid) {
        return answered(server.delete(key(name), uid));
    }

    @Override
    Answered get(String name) {
        HasMetadata there = server.get(key(name));
        return new Answered(there == null ? 404 : 200, "", "", there);
    }

    private static Answered answered(Answer answer) {
        return new Answered(answer.code(), answer.reason(), answer.message(), answer.object());
    }

    private static ObjectKey key(String name) {
        return new ObjectKey(Kind.INGRESS, "traces", name);
    }
}
