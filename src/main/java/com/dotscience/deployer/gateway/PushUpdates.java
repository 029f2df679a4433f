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

/**
 * Converts pushed requests (see {@code proto/push.proto}) to updates of the desired state, so that pushes and the
 * Gateway's changes take the same way.
 */
public final class PushUpdates {

    private final GatewayUpdates updates = new GatewayUpdates(Update.PUSH);
    private final LongSupplier position;

    /** @param position gives the position of the desired state */
    public PushUpdates(LongSupplier position) {
        this.position = position;
    }

    /**
     * Returns the update that a call carries.
     *
     * @param method the Java name of the method that was called
     * @param pushed its request
     * @throws io.grpc.StatusRuntimeException if the request lacks a field, which the description names; or if the
     *     request did not come through a {@link PushInterceptor}
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

    /** @param path the place of the model deployment in the request, as a prefix for the names of its fields */
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
