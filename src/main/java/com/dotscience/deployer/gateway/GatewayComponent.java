package com.dotscience.deployer.gateway;

import com.dotscience.deployer.desired.Update;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code gateway:OPERATION}, where the operation is
 *
 * <ul>
 *   <li>{@code streamDeployments} (to consume): keeps the connection and gives the Gateway's news. An exchange with the
 *       header {@value #EVENT} = {@value #CONNECTED} and no body comes whenever a stream has begun, so that the route
 *       can ask for the list at once; then one with {@value #EVENT} = {@value #UPDATE} for each change, with an
 *       {@link Update.Upsert} or {@link Update.Removal} as body.
 *   <li>{@code list} (to produce): replaces the body by an {@link Update.Snapshot}.
 *   <li>{@code updateDeployment} (to produce): sends the body, a {@link com.dotscience.api.UpdateDeploymentRequest}.
 *   <li>{@code streamLogRequests} (to consume): an exchange for each {@link com.dotscience.api.LogsRequest}, its body.
 *   <li>{@code sendLogs} (to produce): sends the body, a {@link com.dotscience.deployer.logs.LogSource}, and closes it.
 *       Takes as long as somebody reads; throws nothing, since it is over then whatever the reason.
 * </ul>
 *
 * <p>The producers throw {@link GatewayUnavailableException} while there is no connection, and {@link GatewayException}
 * for whatever else the Gateway answers.
 */
public final class GatewayComponent extends DefaultComponent {

    /** The header that tells the consumer's exchanges apart. */
    public static final String EVENT = "CamelGatewayEvent";

    public static final String CONNECTED = "connected";
    public static final String UPDATE = "update";

    private final GatewayClient client;
    private final LongSupplier position;

    /**
     * @param client closed when this component is stopped
     * @param position how far the desired state has come; noted before a list is asked for
     */
    public GatewayComponent(GatewayClient client, LongSupplier position) {
        this.client = client;
        this.position = position;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String operation, Map<String, Object> parameters) {
        return new GatewayEndpoint(uri, this, Operation.of(operation));
    }

    GatewayClient client() {
        return client;
    }

    LongSupplier position() {
        return position;
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        client.close();
    }
}
