package com.dotscience.deployer;

import static com.dotscience.deployer.WholeDeployer.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console of a whole deployer: over JMX, and over HTTP as Hawtio speaks to it. */
@Embedded
class ConsoleTest {

    private static final String ROUTE = "org.apache.camel:context=ds-deployer,type=routes,name=\\\"%s\\\"";
    private static final String DEPLOYER = "com.dotscience:type=Deployer,name=ds-deployer";
    private static final String PROPERTY = "dotscience.test.token";

    private WholeDeployer whole;

    @BeforeEach
    void putTogether(@TempDir Path folder) throws IOException {
        System.setProperty(PROPERTY, WholeDeployer.TOKEN);
        whole = new WholeDeployer(folder);
    }

    @AfterEach
    void stop() {
        whole.close();
        System.clearProperty(PROPERTY);
    }

    @Nested
    class OverHttp {

        @Test
        void theStatisticsOfARouteAreRead() throws Exception {
            whole.gateway().put(model("a"));
            whole.start();

            await().untilAsserted(() -> {
                JsonNode statistics = ask(read(ROUTE.formatted("changes"))).get("value");
                assertThat(statistics.get("State").asText()).isEqualTo("Started");
                assertThat(statistics.get("ExchangesCompleted").asInt()).isEqualTo(2);
                assertThat(statistics.get("ExchangesFailed").asInt()).isZero();
                assertThat(statistics.get("MeanProcessingTime").asInt()).isNotNegative();
            });
        }

        @Test
        void whatIsThereIsListedAndFound() throws Exception {
            whole.start();

            JsonNode list = ask("{'type':'list'}").get("value");
            JsonNode found = ask("{'type':'search','mbean':'org.apache.camel:type=routes,*'}");
            JsonNode elsewhere = ask("{'type':'search','mbean':'com.sun.management:*'}");
            JsonNode camels = ask("{'type':'search','mbean':'org.apache.camel:context=ds-deployer,*'}");

            assertThat(list.fieldNames())
                    .toIterable()
                    .contains("org.apache.camel", "com.dotscience", "java.lang")
                    .doesNotContain("com.sun.management", "JMImplementation");
            assertThat(found.get("value"))
                    .extracting(JsonNode::asText)
                    .anyMatch(name -> name.contains("name=\"reconcile\""));
            assertThat(elsewhere.get("value")).isEmpty();
            assertThat(camels.get("value"))
                    .extracting(JsonNode::asText)
                    .isNotEmpty()
                    .noneMatch(name ->
                            name.matches(".*type=(components|endpoints|consumers|producers|processors|threadpools).*"));
        }

        /** What was asked for is in the answer again. */
        @Test
        void noCharacterHidesInAnAnswer() throws Exception {
            whole.start();
            String name = "\u009b2J\u202egpj.exe";

            String answer = whole.send(whole.post("/jolokia/", "{\"type\":\"read\",\"mbean\":\"a:type=" + name + "\"}"))
                    .body();

            assertThat(answer).contains("\\u009b2J\\u202egpj.exe");
            assertThat(answer.chars()).noneMatch(character -> character == 0x9b || character == 0x202e);
        }

        /** As Hawtio asks at first: with its parameters, the version by GET or POST, several at a time. */
        @Test
        void hawtioConnects() throws Exception {
            whole.start();

            JsonNode version = json(whole.get("/jolokia"));
            JsonNode bulk = json(whole.send(whole.post(
                    "/jolokia/?maxDepth=7&maxCollectionSize=500&ignoreErrors=true&canonicalNaming=false", """
                            [{"type":"version"},
                             {"type":"read","mbean":"java.lang:type=Runtime"},
                             {"type":"read","mbean":"java.lang:type=Memory","attribute":"HeapMemoryUsage","path":"used"}]
                            """)));

            assertThat(version.at("/value/agent").asText()).isEqualTo("2.4.2");
            assertThat(bulk).extracting(each -> each.get("status").asInt()).containsExactly(200, 200, 200);
            assertThat(bulk.at("/1/value/VmName").asText()).isEqualTo(System.getProperty("java.vm.name"));
            assertThat(bulk.at("/2/value").asLong()).isPositive();
        }

        /** Five kilobytes that ask for 130 MB. */
        @Test
        void howeverMuchIsAskedForTheAnswerIsBounded() throws Exception {
            whole.start();

            HttpResponse<String> answer = whole.send(
                    whole.post("/jolokia", "[" + "{\"type\":\"list\"},".repeat(299) + "{\"type\":\"list\"}]"));
            JsonNode answers = json(answer);

            assertThat(answer.body()).hasSizeLessThan(4_500_000);
            assertThat(answers).hasSize(300);
            assertThat(answers.get(0).get("status").asInt()).isEqualTo(200);
            assertThat(answers.get(299).get("status").asInt()).isEqualTo(500);
            assertThat(answers.get(299).get("error").asText()).contains(": ask for less at a time");
        }

        /** It works on one call at a time; those that wait for it are few, and nothing else waits for it. */
        @Test
        void whatTakesLongDelaysNothingElse() throws Exception {
            whole.start();
            var slow = new ObjectName("com.dotscience:type=Slow");
            var released = new CountDownLatch(1);
            ManagementFactory.getPlatformMBeanServer().registerMBean(new Slow(released), slow);
            try {
                HttpRequest request = whole.post(
                                "/jolokia", read(slow.toString()).replace('\'', '"'))
                        .build();
                HttpClient http = HttpClient.newHttpClient();
                List<CompletableFuture<Integer>> statuses = IntStream.range(0, 9)
                        .mapToObj(i ->
                                http.sendAsync(request, BodyHandlers.ofString()).thenApply(HttpResponse::statusCode))
                        .toList();

                await().until(() -> statuses.stream().anyMatch(CompletableFuture::isDone));
                assertThat(statuses.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join))
                        .containsExactly(503);
                assertThat(whole.get("/health/live").statusCode()).isEqualTo(200);

                released.countDown();
                assertThat(statuses.stream().map(CompletableFuture::join))
                        .containsOnlyOnce(503)
                        .containsOnly(200, 503);
            } finally {
                released.countDown();
                ManagementFactory.getPlatformMBeanServer().unregisterMBean(slow);
            }
        }

        /** R2. */
        @Test
        void heldDeletionsAreReleased() throws Exception {
            whole.gateway().put(model("a"));
            whole.start();
            await().until(() -> whole.objects().size() == 2);
            whole.gateway().remove("a");
            await().untilAsserted(() -> assertThat(ask(read(DEPLOYER)).at("/value/HeldDeletions"))
                    .extracting(JsonNode::asText)
                    .containsExactly("a"));

            JsonNode released = ask(exec(DEPLOYER, "releaseHeldDeletions()"));

            assertThat(released.get("value")).extracting(JsonNode::asText).containsExactly("a");
            await().until(() -> whole.objects().isEmpty());
        }

        @Test
        void everythingIsPlannedAgain() throws Exception {
            whole.start().awaitReady();
            await().until(() -> exchanges("plan-all") > 0);
            long before = exchanges("plan-all");

            JsonNode planned = ask(exec(DEPLOYER, "planEverything"));

            assertThat(planned.get("status").asInt()).isEqualTo(200);
            await().until(() -> exchanges("plan-all") == before + 1);
        }

        @Test
        void nothingElseIsDone() throws Exception {
            whole.start();
            refused("{'type':'write','mbean':'ROUTE','attribute':'TracingEnabled','value':true}", "no write");
            refused("{'type':'notification','command':'register'}", "no notification");
            refused("{'type':'notification','command':'open','client':'c','mode':'sse'}", "no notification");
            refused("{'type':'config','command':'x'}", "no config");
            refused("{'type':'version','target':{'url':'service:jmx:rmi://h'}}", "this deployer only");
            refused(exec("ROUTE", "stop"), "stop forbidden");
            refused(exec("ROUTE", "dumpRouteAsXml()"), "forbidden");
            refused(exec("CONTEXT", "sendStringBody(java.lang.String,java.lang.String)"), "forbidden");
            refused(exec("java.lang:type=Memory", "gc"), "gc forbidden");
            refused(exec("com.sun.management:type=DiagnosticCommand", "vmFlags"), "forbidden");
            refused(exec("com.dotscience:*", "planEverything"), "forbidden");
            refused(exec(DEPLOYER, "getHeldDeletions"), "forbidden");
            refused(read("com.sun.management:type=HotSpotDiagnostic"), "forbidden");
            refused("{'type':'read','mbean':'java.lang:type=Runtime','attribute':'SystemProperties'}", "forbidden");
            refused("{'type':'read','mbean':'java.lang:type=Runtime','attribute':'InputArguments'}", "forbidden");
            refused("{'type':'read','mbean':'java.lang:type=Run*','attribute':'SystemProperties'}", "forbidden");
        }

        private void refused(String request, String why) throws Exception {
            String asked = request.replace("ROUTE", ROUTE.formatted("reconcile"))
                    .replace("CONTEXT", "org.apache.camel:context=ds-deployer,type=context,name=\\\"ds-deployer\\\"");

            JsonNode alone = ask(asked);
            JsonNode inBulk = ask("[{'type':'version'}," + asked + "]");

            assertThat(alone.get("status").asInt()).as(asked).isEqualTo(403);
            assertThat(alone.get("error").asText()).as(asked).contains(why);
            assertThat(alone.has("value")).as(asked).isFalse();
            assertThat(inBulk.at("/0/status").asInt()).isEqualTo(200);
            assertThat(inBulk.at("/1/status").asInt()).as(asked).isEqualTo(403);
            assertThat(inBulk.get(1).has("value")).as(asked).isFalse();
        }

        /** R10. */
        @Test
        void noTokenIsShown() throws Exception {
            whole.with("deployer.metrics.user", "operator").with("deployer.metrics.password", "correct horse");
            whole.start();

            for (String names : List.of("com.dotscience:*", "org.apache.camel:*", "java.lang:*", "java.nio:*")) {
                HttpResponse<String> all = whole.send(
                        whole.post("/jolokia?ignoreErrors=true", "{\"type\":\"read\",\"mbean\":\"" + names + "\"}")
                                .header("Authorization", basic("operator:correct horse")));

                assertThat(json(all).get("status").asInt()).as(names).isEqualTo(200);
                assertThat(all.body()).doesNotContain(WholeDeployer.TOKEN).doesNotContain("correct horse");
            }
        }

        @Test
        void pagesFromElsewhereAreRefusedAndThoseOfThisMachineAreNot() throws Exception {
            whole.start();

            for (String origin : List.of(
                    "https://evil.example.com", "http://localhost.example.com:9300", "http://10.0.0.1", "null", ":")) {
                HttpResponse<String> answer = askedBy(origin);
                assertThat(answer.statusCode()).as(origin).isEqualTo(403);
                assertThat(answer.body()).isEqualTo("Pages of other machines may not ask the console.\n");
            }
            for (String origin : List.of("http://localhost:8080", "https://127.0.0.1:8443", "http://[::1]:8080")) {
                assertThat(askedBy(origin).statusCode()).as(origin).isEqualTo(200);
            }
        }

        private HttpResponse<String> askedBy(String origin) throws Exception {
            return whole.send(whole.post("/jolokia", "{\"type\":\"version\"}").header("Origin", origin));
        }

        @Test
        void onlyWhoKnowsThePasswordComesIn() throws Exception {
            whole.with("deployer.metrics.user", "operator").with("deployer.metrics.password", "correct horse");
            whole.start();
            HttpRequest.Builder request = whole.post("/jolokia", "{\"type\":\"version\"}");

            assertThat(whole.send(request).statusCode()).isEqualTo(401);
            assertThat(whole.send(request.setHeader("Authorization", basic("operator:wrong")))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(whole.send(request.setHeader("Authorization", basic("operator:correct horse")))
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void whatIsNoRequestIsRefused() throws Exception {
            whole.start();

            assertThat(ask("no JSON").get("status").asInt()).isEqualTo(400);
            assertThat(ask("").get("status").asInt()).isEqualTo(400);
            assertThat(ask("'text'").get("status").asInt()).isEqualTo(400);
            assertThat(ask("[1]").at("/0/status").asInt()).isEqualTo(400);
            assertThat(ask("{'type':'fetch'}").get("status").asInt()).isEqualTo(400);
            assertThat(whole.send(whole.post("/jolokia", " ".repeat(300_000))).statusCode())
                    .isEqualTo(413);
            assertThat(whole.send(HttpRequest.newBuilder(whole.uri("/jolokia")).DELETE())
                            .statusCode())
                    .isEqualTo(405);
            assertThat(json(whole.get("/jolokia/exec/java.lang:type=Memory/gc"))
                            .at("/request/type")
                            .asText())
                    .isEqualTo("version");
        }

        private long exchanges(String route) throws Exception {
            return ask(read(ROUTE.formatted(route))).at("/value/ExchangesTotal").asLong();
        }

        private String read(String name) {
            return "{'type':'read','mbean':'" + name + "'}";
        }

        private String exec(String name, String operation) {
            return "{'type':'exec','mbean':'" + name + "','operation':'" + operation + "'}";
        }

        /** @param request with apostrophes for quotes */
        private JsonNode ask(String request) throws Exception {
            return json(whole.send(whole.post("/jolokia", request.replace('\'', '"'))));
        }

        private JsonNode json(HttpResponse<String> response) throws IOException {
            assertThat(response.statusCode()).isEqualTo(200);
            return new ObjectMapper().readTree(response.body());
        }

        private String basic(String credentials) {
            return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        }
    }

    public interface SlowMXBean {

        boolean isRead() throws InterruptedException;
    }

    private record Slow(CountDownLatch released) implements SlowMXBean {

        @Override
        public boolean isRead() throws InterruptedException {
            released.await();
            return true;
        }
    }

    /** As JConsole and VisualVM connect. */
    @Test
    void aJmxClientSeesTheStatisticsAndCallsTheOperations() throws Exception {
        whole.gateway().put(model("a"));
        whole.start();
        await().until(() -> whole.objects().size() == 2);
        whole.gateway().remove("a");
        await().until(() -> whole.deployer().heldDeletions().equals(Set.of("a")));
        JMXConnectorServer server = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("service:jmx:rmi://127.0.0.1"), null, ManagementFactory.getPlatformMBeanServer());
        server.start();
        try (JMXConnector client = JMXConnectorFactory.connect(server.getAddress())) {
            MBeanServerConnection beans = client.getMBeanServerConnection();
            ObjectName planAll = new ObjectName(ROUTE.formatted("plan-all").replace("\\", ""));
            long planned = (Long) beans.getAttribute(planAll, "ExchangesCompleted");
            DeployerMXBean deployer = JMX.newMXBeanProxy(beans, new ObjectName(DEPLOYER), DeployerMXBean.class);

            deployer.planEverything();
            Set<String> released = deployer.releaseHeldDeletions();

            assertThat(beans.getAttribute(planAll, "ExchangesCompleted")).isEqualTo(planned + 1);
            assertThat(released).containsExactly("a");
            assertThat(deployer.getHeldDeletions()).isEmpty();
            await().until(() -> whole.objects().isEmpty());
        } finally {
            server.stop();
        }
    }
}
