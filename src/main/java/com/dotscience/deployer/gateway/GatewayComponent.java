package com.dotscience.deployer.gateway;

import com.dotscience.deployer.desired.Update;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The component {@code gateway:OPERATION}, with which routes call the Gateway. The operation is one of
 *
 * <ul>
 *   <li>{@code streamDeployments} (to consume): keeps the connection and delivers the Gateway's changes. An exchange
 *       with the header {@value #EVENT} = {@value #CONNECTED} and no body comes whenever a stream has begun, so that
 *       the route can ask for the list at once; then one with {@value #EVENT} = {@value #UPDATE} for each change, with
 *       an {@link Update.Upsert} or {@link Update.Removal} as body.
 *   <li>{@code list} (to produce): replaces the body with an {@link Update.Snapshot}.
 *   <li>{@code updateDeployment} (to produce): sends the body, a {@link com.dotscience.api.UpdateDeploymentRequest}.
 *   <li>{@code streamLogRequests} (to consume): delivers an exchange for each {@link com.dotscience.api.LogsRequest},
 *       with the request as body.
 *   <li>{@code sendLogs} (to produce): sends the body, a {@link com.dotscience.deployer.logs.LogSource}, and closes it.
 *       It takes as long as somebody reads, and throws nothing, because no route could do anything about an answer that
 *       broke off.
 *   <li>{@code streamDryRuns} (to consume): delivers an exchange for each {@link com.dotscience.api.DryRunRequest}, with
 *       the request as body.
 *   <li>{@code sendDryRun} (to produce): sends the body, a {@link com.dotscience.api.DryRunAnswer}.
 * </ul>
 *
 * <p>While another deployer of the same identity leads, reports and requests for logs end here, since that one sends its own.
 *
 * <p>The producers throw {@link GatewayUnavailableException} while there is no connection, and {@link GatewayException}
 * for whatever else the Gateway answers.
 */
public final class GatewayComponent extends DefaultComponent {

    /** The header that tells the consumer's exchanges apart. */
    public static final String EVENT = "CamelGatewayEvent";

    public static final String CONNECTED = "connected";
    public static final String UPDATE = "update";

    private final Optional<GatewayClient> client;
    private final LongSupplier position;
    private final Supplier<Optional<String>> standingBy;

    /**
     * @param client closed when this component is stopped; empty where there is no Gateway: what is consumed from it then is nothing, and
     *     whatever is sent to it meets a {@link GatewayUnavailableException}
     * @param position gives the position of the desired state, which is noted before a list is asked for
     * @param standingBy says why another deployer reports and answers in place of this one; empty if this one does
     */
    public GatewayComponent(
            Optional<GatewayClient> client, LongSupplier position, Supplier<Optional<String>> standingBy) {
        this.client = client;
        this.position = position;
        this.standingBy = standingBy;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String operation, Map<String, Object> parameters) {
        return new GatewayEndpoint(uri, this, Operation.of(operation));
    }

    Optional<GatewayClient> client() {
        return client;
    }

    /** Returns whether another deployer reports and answers in place of this one. */
    boolean standsBy() {
        return standingBy.get().isPresent();
    }

    LongSupplier position() {
        return position;
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        client.ifPresent(GatewayClient::close);
    }
}
