package com.dotscience.deployer.gateway;

import com.dotscience.api.Deployment;
import com.dotscience.api.GetDeploymentsResponse;
import com.dotscience.deployer.desired.Update;
import io.grpc.Status;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.component.grpc.GrpcConstants;

/** What is pushed (see {@code proto/push.proto}) as updates of the desired state. */
public final class PushUpdates {

    private final GatewayUpdates updates = new GatewayUpdates(Update.PUSH);
    private final LongSupplier position;

    /** @param position how far the desired state has come */
    public PushUpdates(LongSupplier position) {
        this.position = position;
    }

    /**
     * The update that a call brings.
     *
     * @param method the Java name of the method that was called
     * @param pushed its request
     * @throws io.grpc.StatusRuntimeException if something is missing in it, which the description names; or if it did not
     *     come through a {@link PushInterceptor}
     */
    public Update toUpdate(@Header(GrpcConstants.GRPC_METHOD_NAME_HEADER) String method, @Body Object pushed) {
        if (!PushInterceptor.AUTHORIZED.get()) {
            throw Status.UNAUTHENTICATED.withDescription("unauthorized").asRuntimeException();
        }
        return switch (method) {
            case "pushDeployment" -> updates.one(complete("", (Deployment) pushed));
            case "removeDeployment" -> updates.removal(identified("", (Deployment) pushed));
            case "pushList" -> updates.all(complete((GetDeploymentsResponse) pushed), position.getAsLong(), false);
            default -> throw Status.UNIMPLEMENTED.withDescription(method).asRuntimeException();
        };
    }

    private static GetDeploymentsResponse complete(GetDeploymentsResponse pushed) {
        List<Deployment> deployments = pushed.getDeploymentsList();
        for (int i = 0; i < deployments.size(); i++) {
            complete("deployments[" + i + "].", deployments.get(i));
        }
        return pushed;
    }

    /** @param path where in the request it is, as a prefix for the names of its fields */
    private static Deployment complete(String path, Deployment pushed) {
        identified(path, pushed);
        if (!pushed.getDeleted()) {
            require(path + "name", pushed.getName());
            require(path + "deployment.image", pushed.getDeployment().getImage());
        }
        return pushed;
    }

    private static Deployment identified(String path, Deployment pushed) {
        require(path + "id", pushed.getId());
        return pushed;
    }

    private static void require(String field, String value) {
        if (value.isBlank()) {
            throw Status.INVALID_ARGUMENT
                    .withDescription(field + " is missing: set it to push this model deployment")
                    .asRuntimeException();
        }
    }
}
