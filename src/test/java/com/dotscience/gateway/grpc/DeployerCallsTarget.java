package com.dotscience.gateway.grpc;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.DryRunRequest;
import com.dotscience.api.LogsRequest;
import com.dotscience.api.ServicePort;
import com.dotscience.api.ServiceSpec;
import com.dotscience.api.management.CreateDeployerRequest;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.DryRunDeploymentRequest;
import com.dotscience.api.management.ManagementGrpc;
import com.dotscience.api.management.StartCanaryRequest;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.fuzz.Outcome;
import com.dotscience.fuzz.RawCalls;
import com.dotscience.fuzz.RawCalls.Answer;
import com.dotscience.fuzz.Target;
import com.dotscience.fuzz.calls.DeployerCall;
import com.dotscience.fuzz.calls.DeployerCalls;
import com.dotscience.fuzz.calls.LogLines;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a deployer sends to its Gateway, while somebody waits for a log and another for a dry run of its model deployment {@code m}, of
 * which there is a canary. The id {@code m} stands for the one that the Gateway gave, {@code m-canary} for its canary's, and the
 * transaction {@code t} for what is asked. What it reported can be read afterwards.
 */
public final class DeployerCallsTarget implements Target {

    private final InProcessGateway gateway = new InProcessGateway();
    private final String token;
    private final String id;

    public DeployerCallsTarget() {
        var management = ManagementGrpc.newBlockingStub(gateway.management());
        token = management
                .createDeployer(CreateDeployerRequest.newBuilder().setName("d").build())
                .getToken();
        id = management
                .createDeployment(CreateDeploymentRequest.newBuilder()
                        .setDeployer("d")
                        .setDeployment(Deployment.newBuilder()
                                .setName("m")
                                .setDeployment(DeploymentSpec.newBuilder()
                                        .setReplicas(9)
                                        .setImage("example/model:1")
                                        .addPorts(8501))
                                .setService(ServiceSpec.newBuilder()
                                        .addPorts(ServicePort.newBuilder()
                                                .setPort(8501)
                                                .setTargetPort(8501))))
                        .build())
                .getDeployment()
                .getId();
        try (RawCalls deployer = deployer()) {
            deployer.make("StreamDeployments", List.of(new byte[0]));
            management.startCanary(StartCanaryRequest.newBuilder()
                    .setRef(ref())
                    .setImage("example/model:2")
                    .setWeight(10)
                    .build());
        }
        gateway.remember();
    }

    @Override
    public Outcome take(byte[] input) throws InvalidProtocolBufferException {
        List<String> refusals = new ArrayList<>();
        long size = 0;
        try (RawCalls deployer = deployer();
                RawCalls people = new RawCalls(gateway.management(), ManagementGrpc.getServiceDescriptor())) {
            deployer.make("StreamDeployments", List.of(new byte[0]));
            Answer logRequests = deployer.make("StreamLogRequests", List.of(new byte[0]));
            Answer dryRuns = deployer.make("StreamDryRuns", List.of(new byte[0]));
            Answer log = people.make("StreamLogs", List.of(logs()));
            Answer dryRun = people.make("DryRunDeployment", List.of(removal()));
            String logId = LogsRequest.parseFrom(logRequests.messages().get(0)).getTxId();
            String dryRunId = DryRunRequest.parseFrom(dryRuns.messages().get(0)).getTxId();
            for (DeployerCall call : DeployerCalls.parseFrom(input).getCallsList()) {
                Answer answer = make(deployer, named(call, logId, dryRunId));
                if (answer != null) {
                    refusals.addAll(answer.refusals());
                    size += answer.bytes();
                }
            }
            size += log.bytes() + dryRun.bytes();
            refusals.addAll(log.refusals());
            refusals.addAll(dryRun.refusals());
            Answer list = people.make("ListDeployments", List.of(new byte[0]));
            if (!list.refusals().isEmpty() || list.messages().isEmpty()) {
                throw new AssertionError("what was reported cannot be read: " + list.refusals());
            }
            size += list.bytes();
        } finally {
            gateway.putBack();
        }
        return new Outcome(size, refusals);
    }

    private RawCalls deployer() {
        return new RawCalls(gateway.deployer(token), DeployerGrpc.getServiceDescriptor());
    }

    private static Answer make(RawCalls deployer, DeployerCall call) {
        return call.hasSendLogs()
                ? deployer.make(
                        "SendLogs",
                        call.getSendLogs().getLinesList().stream()
                                .map(line -> line.toByteArray())
                                .toList())
                : deployer.make(call);
    }

    private DeployerCall named(DeployerCall call, String logId, String dryRunId) {
        DeployerCall.Builder named = call.toBuilder();
        if (call.hasUpdateDeployment()) {
            String given = call.getUpdateDeployment().getId();
            named.getUpdateDeploymentBuilder()
                    .setId(given.equals("m") ? id : given.equals("m-canary") ? id + "-canary" : given);
        } else if (call.hasSendLogs()) {
            LogLines.Builder lines = named.getSendLogsBuilder();
            lines.getLinesBuilderList().stream()
                    .filter(line -> line.getTxId().equals("t"))
                    .forEach(line -> line.setTxId(logId));
        } else if (call.hasSendDryRun() && call.getSendDryRun().getTxId().equals("t")) {
            named.getSendDryRunBuilder().setTxId(dryRunId);
        }
        return named.build();
    }

    private static DeploymentRef ref() {
        return DeploymentRef.newBuilder().setDeployment("m").build();
    }

    private static byte[] logs() {
        return StreamLogsRequest.newBuilder()
                .setRef(ref())
                .setFollow(true)
                .build()
                .toByteArray();
    }

    private static byte[] removal() {
        return DryRunDeploymentRequest.newBuilder().setRemoval(ref()).build().toByteArray();
    }
}
