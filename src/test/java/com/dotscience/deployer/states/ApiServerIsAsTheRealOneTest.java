package com.dotscience.deployer.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The model of the API server answers as the real one does: whatever is proved with it is proved of that. */
@NeedsControlPlane
class ApiServerIsAsTheRealOneTest {

    private static final int TRACES = 1_000;
    private static final int REQUESTS = 9;
    private static final long SEED = 18;

    private final RealRequests real;
    private final ModelRequests model = new ModelRequests();

    ApiServerIsAsTheRealOneTest(RealControlPlane plane) {
        real = new RealRequests(plane.client(), plane.newNamespace("traces"));
    }

    @Test
    void aThousandRandomTracesAreAnsweredEqually() {
        Random random = new Random(SEED);
        int refusals = 0;
        for (int trace = 0; trace < TRACES; trace++) {
            List<String> ofModel = new ArrayList<>();
            List<String> ofReal = new ArrayList<>();
            model.begin();
            real.begin();
            StringBuilder way = new StringBuilder();
            for (int request = 0; request < REQUESTS; request++) {
                Request next = Request.random(random, "t" + trace);
                way.append('\n').append(next);
                ofModel.add(model.send(next));
                ofReal.add(real.send(next));
                assertThat(ofReal)
                        .as("trace %d of seed %d:%s", trace, SEED, way)
                        .isEqualTo(ofModel);
            }
            refusals += (int)
                    ofModel.stream().filter(answer -> answer.startsWith("4")).count();
        }
        System.out.printf("%d traces, %d requests, %d refused%n", TRACES, TRACES * REQUESTS, refusals);
        // What is never refused would say nothing of preconditions.
        assertThat(refusals).isGreaterThan(TRACES);
    }
}
