package com.dotscience.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.GetDeploymentsResponse;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.gateway.OpenStream;
import com.dotscience.gateway.TestDatabases;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.testing.Embedded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Writers that create, update and delete at random and at once, while deployers come, subscribe and list: whoever came
 * when, each ends with exactly what the Gateway wants.
 */
@ParameterizedClass
@EnumSource(TestDatabases.Kind.class)
@ExtendWith(TestDatabases.class)
@Embedded
class NothingFallsBetweenListAndStreamTest {
    private static final int WRITERS = 4;
    private static final int CHANGES_EACH = 60;

    @Parameter
    TestDatabases.Kind kind;

    /** A deployer that subscribed, then listed, and from then on only follows. */
    private record Follower(OpenStream<Deployment> stream, GetDeploymentsResponse list) {
        static Follower of(TestDeployer deployer) {
            OpenStream<Deployment> stream = deployer.follow();
            return new Follower(stream, deployer.list());
        }

        Map<String, Deployment> wanted() {
            Map<String, Deployment> wanted = new HashMap<>();
            list.getDeploymentsList().forEach(each -> apply(wanted, each));
            stream.messages().stream()
                    .filter(news -> news.getRevision() > list.getRevision())
                    .forEach(news -> apply(wanted, news));
            return wanted;
        }

        private static void apply(Map<String, Deployment> wanted, Deployment news) {
            if (news.getDeleted()) {
                wanted.remove(news.getId());
            } else {
                wanted.put(news.getId(), news);
            }
        }
    }

    @RepeatedTest(3)
    void everyFollowerEndsWithExactlyWhatIsWanted(
            RepetitionInfo repetition, TestDatabases.Maker databases, @TempDir Path directory) throws Exception {
        long seed = 20_261_122L + repetition.getCurrentRepetition();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try (TestGateway gateway = TestGateway.on(databases.fresh(kind, directory))) {
            TestDeployer minikube = gateway.createDeployer("minikube");
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                String names = "writer-" + writer + "-";
                Random random = new Random(seed * WRITERS + writer);
                writers.add(threads.submit(() -> write(gateway, minikube, names, random)));
            }
            List<Follower> followers = new ArrayList<>();
            while (!writers.stream().allMatch(Future::isDone)) {
                if (followers.size() == Hub.MAX_PER_DEPLOYER) {
                    // The next stream of its deployer's ends the oldest.
                    followers.remove(0);
                }
                followers.add(Follower.of(minikube));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }

            Map<String, Deployment> wanted = gateway.list().stream()
                    .map(ModelDeployment::getDeployment)
                    .collect(Collectors.toMap(Deployment::getId, each -> each));
            assertThat(followers).as("seed %d", seed).isNotEmpty().allSatisfy(follower -> {
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(follower.wanted()).isEqualTo(wanted));
                assertThat(follower.stream().messages())
                        .extracting(Deployment::getRevision)
                        .isSorted()
                        .doesNotHaveDuplicates();
            });
        } finally {
            threads.shutdownNow();
        }
    }

    private static void write(TestGateway gateway, TestDeployer deployer, String names, Random random) {
        List<ModelDeployment> living = new ArrayList<>();
        for (int change = 0; change < CHANGES_EACH; change++) {
            int choice = living.isEmpty() ? 0 : random.nextInt(3);
            if (choice == 0) {
                living.add(gateway.create(deployer, names + change));
                continue;
            }
            ModelDeployment one = living.remove(random.nextInt(living.size()));
            if (choice == 1) {
                living.add(gateway.update(TestGateway.withImage(one, "quay.io/example/model:" + change)));
            } else {
                gateway.delete(one.getDeployment().getId());
            }
        }
    }
}
