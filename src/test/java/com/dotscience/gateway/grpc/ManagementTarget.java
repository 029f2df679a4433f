package com.dotscience.gateway.grpc;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.management.CreateDeployerRequest;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.ManagementGrpc;
import com.dotscience.fuzz.Outcome;
import com.dotscience.fuzz.RawCalls;
import com.dotscience.fuzz.RawCalls.Answer;
import com.dotscience.fuzz.Target;
import com.dotscience.fuzz.calls.ManagementCall;
import com.dotscience.fuzz.calls.ManagementCalls;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;

/**
 * What people ask of a Gateway that has the deployer {@code d} and its model deployment {@code m}. All that it answers can be listed
 * afterwards.
 */
public final class ManagementTarget implements Target {

    private final InProcessGateway gateway = new InProcessGateway();

    public ManagementTarget() {
        var management = ManagementGrpc.newBlockingStub(gateway.management());
        management.createDeployer(
                CreateDeployerRequest.newBuilder().setName("d").build());
        management.createDeployment(CreateDeploymentRequest.newBuilder()
                .setDeployer("d")
                .setDeployment(Deployment.newBuilder()
                        .setName("m")
                        .setDeployment(
                                DeploymentSpec.newBuilder().setReplicas(1).setImage("example/model:1")))
                .build());
        gateway.remember();
    }

    @Override
    public Outcome take(byte[] input) throws InvalidProtocolBufferException {
        List<String> refusals = new ArrayList<>();
        long size = 0;
        try (RawCalls calls = new RawCalls(gateway.management(), ManagementGrpc.getServiceDescriptor())) {
            for (ManagementCall call : ManagementCalls.parseFrom(input).getCallsList()) {
                Answer answer = calls.make(call);
                if (answer != null) {
                    refusals.addAll(answer.refusals());
                    size += answer.bytes();
                }
            }
            for (String list : List.of("ListDeployers", "ListDeployments", "ListFleetUpdates")) {
                if (!calls.make(list, List.of(new byte[0])).refusals().isEmpty()) {
                    throw new AssertionError(list + " is refused afterwards");
                }
            }
        } finally {
            gateway.putBack();
        }
        return new Outcome(size, refusals);
    }
}
