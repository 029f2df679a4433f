package com.dotscience.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.DeployerOuterClass;
import com.dotscience.api.management.ManagementOuterClass;
import com.dotscience.api.push.PushOuterClass;
import com.dotscience.fuzz.calls.DeployerCall;
import com.dotscience.fuzz.calls.GatewayMessage;
import com.dotscience.fuzz.calls.LogLines;
import com.dotscience.fuzz.calls.ManagementCall;
import com.dotscience.fuzz.calls.PushCall;
import com.dotscience.testing.Pure;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Empty;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A message that is new in a protocol has to get to a target too. */
@Pure
class EveryMessageTest {

    @Test
    void eachCallOfThePeopleGetsToTheGateway() {
        assertThat(fields(ManagementCall.getDescriptor()))
                .isEqualTo(sent(ManagementOuterClass.getDescriptor().findServiceByName("Management")));
    }

    @Test
    void eachCallOfADeployerGetsToTheGateway() {
        Map<String, String> calls = sent(deployer());
        // All lines of one call.
        calls.put("SendLogs", LogLines.getDescriptor().getFullName());
        assertThat(fields(DeployerCall.getDescriptor())).isEqualTo(calls);
    }

    @Test
    void eachAnswerOfAGatewayGetsToTheDeployer() {
        Map<String, String> answers = new TreeMap<>();
        deployer()
                .getMethods()
                .forEach(rpc -> answers.put(rpc.getName(), rpc.getOutputType().getFullName()));
        answers.values().removeIf(Empty.getDescriptor().getFullName()::equals);
        assertThat(fields(GatewayMessage.getDescriptor())).isEqualTo(answers);
    }

    @Test
    void eachCallOfAPusherGetsToTheDeployer() {
        assertThat(fields(PushCall.getDescriptor()))
                .isEqualTo(sent(PushOuterClass.getDescriptor().findServiceByName("Push")));
    }

    private static ServiceDescriptor deployer() {
        return DeployerOuterClass.getDescriptor().findServiceByName("Deployer");
    }

    private static Map<String, String> sent(ServiceDescriptor service) {
        Map<String, String> sent = new TreeMap<>();
        service.getMethods()
                .forEach(rpc -> sent.put(rpc.getName(), rpc.getInputType().getFullName()));
        return sent;
    }

    private static Map<String, String> fields(Descriptor call) {
        Map<String, String> fields = new TreeMap<>();
        for (FieldDescriptor field : call.getFields()) {
            fields.put(RawCalls.rpc(field), field.getMessageType().getFullName());
        }
        return fields;
    }
}
