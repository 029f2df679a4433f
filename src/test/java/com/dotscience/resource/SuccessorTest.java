package com.dotscience.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.testing.Pure;
import com.google.protobuf.UnknownFieldSet;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

@Pure
class SuccessorTest {

    private static final UnknownFieldSet LATER = UnknownFieldSet.newBuilder()
            .addField(900, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
            .build();

    @Test
    void itTakesThePlaceOfTheRevisionThatWasRead() {
        Deployment present = Deployment.newBuilder()
                .setId("id-cats")
                .setRevision(7)
                .setName("cats")
                .build();
        Deployment wanted = Deployment.newBuilder()
                .setName("cats")
                .putLabels("team", "vision")
                .build();

        assertThat(Successor.of(present, wanted))
                .returns("id-cats", Deployment::getId)
                .returns(7L, Deployment::getRevision)
                .returns(wanted.getLabelsMap(), Deployment::getLabelsMap);
    }

    @Test
    void whatANewerProgramAskedForStays() {
        Deployment.Builder present = Deployment.newBuilder().setUnknownFields(LATER);
        present.getDeploymentBuilder().setUnknownFields(LATER);
        present.getServiceBuilder().setUnknownFields(LATER);
        present.getIngressBuilder().setUnknownFields(LATER);
        present.getMetricsBuilder().setUnknownFields(LATER);

        Deployment next = Successor.of(present.build(), Deployment.getDefaultInstance());

        assertThat(next.getUnknownFields()).isEqualTo(LATER);
        assertThat(next.getDeployment().getUnknownFields()).isEqualTo(LATER);
        assertThat(next.getService().getUnknownFields()).isEqualTo(LATER);
        assertThat(next.getIngress().getUnknownFields()).isEqualTo(LATER);
        assertThat(next.getMetrics().getUnknownFields()).isEqualTo(LATER);
    }

    @Test
    void classesThatAreTheSameKeepTheirWritingAndOthersDoNot() {
        String spaced = base64("{ \"cat\": 0, \"dog\": 1 }");
        Deployment present = classes(spaced);

        assertThat(Successor.of(present, classes(base64("{\"cat\":0,\"dog\":1}")))
                        .getMetrics()
                        .getClasses())
                .isEqualTo(spaced);
        assertThat(Successor.of(present, classes(base64("{\"cat\":0,\"cow\":1}")))
                        .getMetrics()
                        .getClasses())
                .isEqualTo(base64("{\"cat\":0,\"cow\":1}"));
    }

    @Test
    void whatIsTakenOutLeavesNothingBehind() {
        Deployment.Builder present = Deployment.newBuilder();
        present.getIngressBuilder().setHost("cats.example.com");
        present.getMetricsBuilder().setImage("proxy:1");

        Deployment next = Successor.of(present.build(), Deployment.getDefaultInstance());

        assertThat(next.hasIngress()).isFalse();
        assertThat(next.hasMetrics()).isFalse();
    }

    private static Deployment classes(String written) {
        Deployment.Builder model = Deployment.newBuilder();
        model.getMetricsBuilder().setClasses(written);
        return model.build();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
