package com.dotscience.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.testing.Pure;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A deployer that does not know a field of pods must never be asked for it, so each field needs its capability. */
@Pure
class SettingTest {

    /** Fields before it are those of the Go program and those that deployers of 0.1.0 know. */
    private static final int FIRST = 23;

    static Stream<FieldDescriptor> fieldsOfPods() {
        return DeploymentSpec.getDescriptor().getFields().stream().filter(field -> field.getNumber() >= FIRST);
    }

    @ParameterizedTest
    @MethodSource("fieldsOfPods")
    void eachFieldOfPodsIsAskedOnlyOfDeployersThatKnowIt(FieldDescriptor field) {
        Deployment.Builder wanted = Deployment.newBuilder();
        fill(wanted.getDeploymentBuilder(), field);

        assertThat(Setting.usedIn(wanted.build()))
                .as("the settings that know the field %s", field.getName())
                .singleElement()
                .matches(setting ->
                        !Setting.knowsPods(List.of()) && !setting.capability().isEmpty() && setting.inPods());
    }

    /** Gives a field a value that says something, and so every field within it. */
    private static void fill(Message.Builder message, FieldDescriptor field) {
        Object value = switch (field.getJavaType()) {
            case MESSAGE -> {
                Message.Builder within = message.newBuilderForField(field);
                field.getMessageType().getFields().forEach(each -> fill(within, each));
                yield within.build();
            }
            case STRING -> "1";
            case INT -> 1;
            case LONG -> 1L;
            case BOOLEAN -> true;
            case FLOAT -> 1f;
            case DOUBLE -> 1d;
            case BYTE_STRING -> ByteString.copyFromUtf8("1");
            case ENUM -> field.getEnumType().getValues().get(1);
        };
        if (field.isRepeated()) {
            message.addRepeatedField(field, value);
        } else {
            message.setField(field, value);
        }
    }
}
