package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.testing.Pure;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is planned by chance has all that can be asked for, also what the protocol gets later. */
@Pure
class RandomModelDeploymentsTest {

    /** Of the conversation with the Gateway, of the Gateway alone, or of a canary, which is planned as a model deployment of its own. */
    private static final Set<String> NOT_PLANNED =
            Set.of(".deleted", ".revision", ".awaited", ".confirmed", ".maintenance_windows", ".canary.image");

    @Test
    void everyFieldIsAskedForSometimes() {
        RandomModelDeployments models = new RandomModelDeployments(new Random(1));
        Set<String> asked = new TreeSet<>();
        for (int i = 0; i < 400; i++) {
            set("", models.next().toBuilder().setNamespace("models").build()).forEach(asked::add);
        }

        assertThat(fields("", Deployment.getDescriptor().getFields()).filter(field -> !asked.contains(field)))
                .isEmpty();
    }

    private static Stream<String> set(String path, Message message) {
        return message.getAllFields().entrySet().stream().flatMap(field -> {
            String place = path + "." + field.getKey().getName();
            if (!isMessage(field.getKey())) {
                return Stream.of(place);
            }
            Stream<?> each = field.getValue() instanceof List<?> list ? list.stream() : Stream.of(field.getValue());
            return each.flatMap(inner -> set(place, (Message) inner));
        });
    }

    private static Stream<String> fields(String path, List<FieldDescriptor> fields) {
        return fields.stream()
                .map(field -> new Place(path + "." + field.getName(), field))
                .filter(place -> !NOT_PLANNED.contains(place.path()))
                .flatMap(place -> isMessage(place.field())
                        ? fields(place.path(), place.field().getMessageType().getFields())
                        : Stream.of(place.path()));
    }

    private static boolean isMessage(FieldDescriptor field) {
        return field.getJavaType() == JavaType.MESSAGE && !field.isMapField();
    }

    private record Place(String path, FieldDescriptor field) {}
}
