package com.dotscience.fuzz;

import com.dotscience.cli.command.deployment.ShownTarget;
import com.dotscience.deployer.canary.AnswersPageTarget;
import com.dotscience.deployer.gateway.GatewayMessagesTarget;
import com.dotscience.deployer.gateway.PushTarget;
import com.dotscience.deployer.routes.RouteFileTarget;
import com.dotscience.deployer.status.ClusterObjectsTarget;
import com.dotscience.gateway.grpc.DeployerCallsTarget;
import com.dotscience.gateway.grpc.ManagementTarget;
import com.dotscience.modelproxy.health.StatusBodyTarget;
import com.dotscience.modelproxy.predictions.ResponseTarget;
import com.dotscience.modelproxy.scrape.ModelTextTarget;
import com.dotscience.modelproxy.traffic.ClientBytesTarget;
import com.dotscience.modelproxy.traffic.ModelAnswerTarget;
import com.dotscience.resource.ResourceFileTarget;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;

/** Every target, with what it may make of an input, and the fault that it finds where that is planted behind it. */
public enum Targets {
    /** {@code management.proto} into the Gateway. */
    MANAGEMENT(
            Entries.Management.class,
            ManagementTarget::new,
            new Bounds(1 << 20, 256, 64 << 20, 64 << 10),
            PlantedFaults::argumentsInABufferThatIsTooShort),
    /** {@code deployer.proto} into the Gateway, as ours and the Go program send it. */
    DEPLOYER_CALLS(
            Entries.Deployer.class,
            DeployerCallsTarget::new,
            new Bounds(1 << 20, 256, 64 << 20, 64 << 10),
            PlantedFaults::messageInABufferThatIsTooShort),
    /** {@code deployer.proto} into the deployer, as ours and another Gateway send it. */
    GATEWAY_MESSAGES(
            Entries.Gateway.class,
            GatewayMessagesTarget::new,
            new Bounds(64 << 10, 64, 16 << 20, 64 << 10),
            PlantedFaults::argumentsThatGrow),
    /** {@code push.proto} into the deployer. */
    PUSH(
            Entries.Push.class,
            PushTarget::new,
            new Bounds(64 << 10, 64, 16 << 20, 64 << 10),
            PlantedFaults::pushedArgumentsInABufferThatIsTooShort),
    /** Routes that an operator writes. */
    ROUTE_FILES(
            Entries.Bytes.class,
            RouteFileTarget::new,
            new Bounds(1 << 10, 4, 16 << 20, 64 << 10),
            PlantedFaults::routeIdInABufferThatIsTooShort),
    /** Files of model deployments that {@code ds} reads. */
    RESOURCE_FILES(
            Entries.Bytes.class,
            ResourceFileTarget::new,
            new Bounds(4 << 10, 16, 16 << 20, 64 << 10),
            PlantedFaults::resourceNameInABufferThatIsTooShort),
    /** What {@code ds} prints of what a Gateway answers. */
    SHOWN(
            Entries.Shown.class,
            ShownTarget::new,
            new Bounds(256 << 10, 1 << 10, 32 << 20, 64 << 10),
            PlantedFaults::nulInALine),
    /** What the API server says of objects. */
    CLUSTER_OBJECTS(
            Entries.Bytes.class,
            ClusterObjectsTarget::new,
            new Bounds(64 << 10, 64, 16 << 20, 64 << 10),
            PlantedFaults::conditionsThatGrow),
    /** What a model answers over HTTP. */
    MODEL_ANSWERS(
            Entries.Bytes.class,
            ModelAnswerTarget::new,
            new Bounds(4 << 10, 16, 16 << 20, 64 << 10),
            PlantedFaults::headersInABufferThatIsTooShort),
    /** What clients send to the model-proxy. */
    CLIENT_BYTES(
            Entries.Bytes.class,
            ClientBytesTarget::new,
            new Bounds(4 << 10, 256, 16 << 20, 64 << 10),
            PlantedFaults::requestLineInABufferThatIsTooShort),
    /** The bodies of a model's answers. */
    MODEL_BODIES(
            Entries.Bytes.class,
            ResponseTarget::new,
            new Bounds(4 << 10, 64, 64 << 20, 64 << 10),
            PlantedFaults::predictionsInABufferThatIsTooShort),
    /** What a model says of its status. */
    MODEL_STATUS(
            Entries.Bytes.class,
            StatusBodyTarget::new,
            new Bounds(1 << 10, 1, 16 << 20, 4 << 10),
            PlantedFaults::nulInAVersion),
    /** The metrics that a model shows. */
    MODEL_METRICS(
            Entries.Bytes.class,
            ModelTextTarget::new,
            new Bounds(1 << 10, 32, 16 << 20, 4 << 10),
            PlantedFaults::labelsThatGrow),
    /** The metrics that a deployer reads of model-proxies. */
    PROXY_METRICS(
            Entries.Bytes.class,
            AnswersPageTarget::new,
            new Bounds(1 << 10, 1, 16 << 20, 4 << 10),
            PlantedFaults::codeInABufferThatIsTooShort);

    private final Class<?> entry;
    private final Supplier<Target> target;
    private final Bounds bounds;
    private final PlantedFault fault;

    Targets(Class<?> entry, Supplier<Target> target, Bounds bounds, PlantedFault fault) {
        this.entry = entry;
        this.target = target;
        this.bounds = bounds;
        this.fault = fault;
    }

    /** Where Jazzer enters. */
    Class<?> entry() {
        return entry;
    }

    Promises sound() {
        return new Promises(target.get(), bounds);
    }

    /** The same with a fault in what comes behind it: an input of which something is made goes on to there. */
    Planted withFault() {
        return new Planted(sound(), fault);
    }

    /** The folder of inputs that were of use once. */
    Path corpus() {
        return Path.of(
                "src/test/resources/fuzz", name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
