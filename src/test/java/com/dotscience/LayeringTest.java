package com.dotscience;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.dotscience.testing.Pure;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Who may know whom. A new room gets a line in {@link Rooms}, a new test class an annotation that says what it needs:
 * {@link Pure} or one of its neighbours.
 */
@Pure
@ArchTag("pure")
@AnalyzeClasses(packages = "com.dotscience", importOptions = ImportOption.DoNotIncludeTests.class)
class LayeringTest {

    private static final Rooms ROOMS = new Rooms();

    private static final String[] PURE = {
        "com.dotscience.deployer.desired..",
        "com.dotscience.deployer.manifest..",
        "com.dotscience.deployer.plan..",
        "com.dotscience.resource.."
    };

    @ArchTest
    static final ArchRule everyClassIsInARoomThatHasALine = classes().should(ROOMS.haveALine());

    @ArchTest
    static final ArchRule eachRoomKnowsOnlyThoseOfItsLine = classes().should(ROOMS.knowOnlyThoseOfTheirLine());

    @ArchTest
    static final ArchRule eachRoomUsesOnlyItsLibraries = classes().should(ROOMS.useOnlyTheirLibraries());

    @ArchTest
    static final ArchRule noRoomsFormACircle =
            slices().matching("com.dotscience.(**)").should().beFreeOfCycles();

    @ArchTest
    static void everyTestSaysWhatItNeeds(JavaClasses ignored) {
        classes().should(TestNeeds.BE_SAID_ONCE).check(TestNeeds.TESTS);
    }

    @ArchTest
    static void pureTestsOpenNoPortAndStartNothing(JavaClasses ignored) {
        classes().should(TestNeeds.BE_NONE_OF_A_PURE_ONE).check(TestNeeds.TESTS);
    }

    @ArchTest
    static final ArchRule thePureRoomsKnowNoCamelNoClientAndNoLog = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.camel..",
                    "io.fabric8.kubernetes.client..",
                    "io.grpc..",
                    "org.slf4j..",
                    "java.net..",
                    "java.nio.file..",
                    "java.sql..");

    @ArchTest
    static final ArchRule thePureRoomsHaveNoClockAndNoRandom = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.util.Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.time.Clock.class);

    /** Who plans keeps what was planned: see {@code PlanCache}. A cache in a pure room would need one of these. */
    @ArchTest
    static final ArchRule planAndManifestShareNothingBetweenThreads = noClasses()
            .that()
            .resideInAnyPackage("com.dotscience.deployer.manifest..", "com.dotscience.deployer.plan..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent..");

    @ArchTest
    static final ArchRule thePureRoomsKnowOnlyEachOther = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.dotscience.deployer",
                    "com.dotscience.deployer.gateway..",
                    "com.dotscience.deployer.cluster..",
                    "com.dotscience.deployer.apply..",
                    "com.dotscience.deployer.status..",
                    "com.dotscience.gateway..",
                    "com.dotscience.cli..");

    @ArchTest
    static final ArchRule theDeployerKnowsNeitherGatewayNorCli = noClasses()
            .that()
            .resideInAPackage("com.dotscience.deployer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.dotscience.gateway..", "com.dotscience.cli..");

    @ArchTest
    static final ArchRule theGatewayKnowsNeitherDeployerNorCli = noClasses()
            .that()
            .resideInAPackage("com.dotscience.gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.dotscience.deployer..", "com.dotscience.cli..");

    @ArchTest
    static final ArchRule theCliKnowsNeitherDeployerNorGateway = noClasses()
            .that()
            .resideInAPackage("com.dotscience.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.dotscience.deployer..", "com.dotscience.gateway..");

    @ArchTest
    static final ArchRule theModelProxyKnowsNoneOfThemAndNoCamel = noClasses()
            .that()
            .resideInAPackage("com.dotscience.modelproxy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.dotscience.deployer..",
                    "com.dotscience.gateway..",
                    "com.dotscience.cli..",
                    "com.dotscience.logging..",
                    "org.apache.camel..",
                    "io.vertx..",
                    "io.grpc..",
                    "ch.qos.logback..");

    @ArchTest
    static final ArchRule nobodyKnowsTheModelProxy = noClasses()
            .that()
            .resideOutsideOfPackage("com.dotscience.modelproxy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.dotscience.modelproxy..");

    @ArchTest
    static final ArchRule theRoomsOfTheModelProxyFormNoCircle =
            slices().matching("com.dotscience.modelproxy.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theReadingOfPredictionsIsPure = noClasses()
            .that()
            .resideInAPackage("com.dotscience.modelproxy.predictions..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.netty..", "io.micrometer..", "io.prometheus..", "java.net..", "java.nio.file..", "java.time..")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule whatAllShareKnowsNoneOfThem = noClasses()
            .that()
            .resideInAnyPackage(
                    "com.dotscience.api..",
                    "com.dotscience.archive..",
                    "com.dotscience.dialing..",
                    "com.dotscience.metrics..",
                    "com.dotscience.resource..",
                    "com.dotscience.text..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.dotscience.deployer..", "com.dotscience.gateway..", "com.dotscience.cli..");
}
