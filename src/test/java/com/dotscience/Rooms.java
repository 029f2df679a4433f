package com.dotscience;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** The rooms of the project, each with those that it may know, and the libraries that some of them keep to. */
final class Rooms {

    private static final String PROJECT = "com.dotscience.";

    /** {@code room: those it may know}; {@code room.*} is all that is below it. */
    private static final String KNOWN = """
            api:
            api.management:           api
            api.push:                 api
            archive:                  api
            clock:
            dialing:
            logging:                  api
            metrics:
            resource:                 api api.management
            text:
            validation:               api api.management

            cli:                      api cli.*
            cli.command:              cli.connection cli.output
            cli.command.completion:   api api.management cli.command cli.connection cli.output
            cli.command.deployer:     api api.management cli.command cli.connection cli.output text
            cli.command.deployment:   api api.management cli.command cli.command.deployment.spec cli.command.fleet cli.connection cli.output resource text
            cli.command.deployment.spec:  api cli.command cli.output resource
            cli.command.fleet:        api.management cli.command cli.connection cli.output text
            cli.connection:           api api.management dialing cli.output text
            cli.output:               api api.management text

            gateway:                  api logging text gateway.*
            gateway.dryrun:           api api.management gateway.store gateway.stream
            gateway.fleet:            api api.management
            gateway.grpc:             api api.management logging gateway.dryrun gateway.grpc.limits gateway.install gateway.logs gateway.metrics gateway.options gateway.registry gateway.store gateway.stream gateway.windows validation
            gateway.grpc.limits:      gateway.store
            gateway.http:             api gateway.options
            gateway.install:          gateway.http gateway.store validation
            gateway.logs:             api api.management gateway.store gateway.stream validation
            gateway.metrics:          metrics
            gateway.options:          clock
            gateway.registry:         api api.management gateway.fleet gateway.logs gateway.options gateway.store gateway.stream gateway.windows validation
            gateway.store:            api api.management gateway.fleet gateway.options gateway.windows validation
            gateway.stream:           api
            gateway.windows:          api api.management validation

            modelproxy:               api modelproxy.*
            modelproxy.client:
            modelproxy.drain:         modelproxy.log modelproxy.management
            modelproxy.health:        api modelproxy.client modelproxy.log modelproxy.management
            modelproxy.log:
            modelproxy.management:    modelproxy.log
            modelproxy.memory:
            modelproxy.metrics:       metrics modelproxy.observation modelproxy.predictions
            modelproxy.observation:
            modelproxy.predictions:   modelproxy.memory
            modelproxy.recording:     modelproxy.memory modelproxy.metrics modelproxy.observation
            modelproxy.scrape:        modelproxy.client modelproxy.management modelproxy.metrics
            modelproxy.traffic:       modelproxy.drain modelproxy.log modelproxy.memory modelproxy.observation

            deployer:                 api clock dialing logging metrics deployer.* text
            deployer.apply:           api logging deployer.calls deployer.cluster deployer.deprecated deployer.plan deployer.retry deployer.work text
            deployer.calls:           clock text
            deployer.clock:
            deployer.cluster:         api deployer.calls deployer.cluster.informer deployer.kubeconfig deployer.manifest deployer.plan deployer.work text
            deployer.cluster.informer:  api deployer.plan resource text
            deployer.console:         api
            deployer.deprecated:
            deployer.desired:         api
            deployer.canary:          api deployer.cluster deployer.manifest deployer.plan deployer.reconcile
            deployer.dryrun:          api deployer.apply deployer.manifest deployer.plan deployer.reconcile
            deployer.events:          deployer.apply deployer.deprecated deployer.plan
            deployer.gateway:         api dialing deployer.desired deployer.logs deployer.retry text
            deployer.health:          api deployer.cluster deployer.console deployer.gateway deployer.leader deployer.memory deployer.reconcile deployer.routes deployer.work
            deployer.kubeconfig:      dialing
            deployer.leader:          text
            deployer.logs:            api deployer.manifest text
            deployer.manifest:        api
            deployer.memory:
            deployer.metrics:         api metrics deployer.apply deployer.desired deployer.gateway deployer.memory deployer.plan deployer.reconcile deployer.work
            deployer.plan:            api deployer.manifest
            deployer.plan.limits:     api deployer.manifest
            deployer.reconcile:       api logging deployer.apply deployer.cluster deployer.deprecated deployer.desired deployer.gateway deployer.manifest deployer.plan deployer.plan.limits
            deployer.resources:       api deployer.cluster deployer.cluster.informer deployer.desired deployer.plan deployer.reconcile deployer.status resource validation
            deployer.retry:
            deployer.routes:          deployer.work text
            deployer.status:          api deployer.apply deployer.cluster deployer.deprecated deployer.desired deployer.gateway deployer.manifest deployer.plan deployer.plan.limits deployer.reconcile deployer.work
            deployer.work:            deployer.deprecated deployer.retry
            """;

    /** {@code room: packages of libraries}, with all that is below a room and below a package; a room without a line is free. */
    private static final String LIBRARIES = """
            api:                      com.fasterxml.jackson.core com.google io.grpc
            archive:                  io.vertx
            dialing:                  io.grpc
            logging:                  ch.qos.logback org.slf4j
            metrics:                  io.micrometer
            resource:                 com.fasterxml.jackson.core com.google.protobuf org.snakeyaml.engine
            text:                     com.google.common.base
            validation:               com.google.protobuf io.grpc io.netty.util
            cli:                      com.fasterxml.jackson.core com.google.protobuf io.grpc picocli
            gateway:                  com.cronutils com.fasterxml.jackson com.google com.zaxxer.hikari io.fabric8.kubernetes.api io.fabric8.kubernetes.client.utils io.grpc io.micrometer io.netty io.vertx org.flywaydb org.slf4j picocli
            gateway.fleet:            com.google.protobuf
            modelproxy:               com.fasterxml.jackson.core io.micrometer io.netty io.prometheus
            modelproxy.predictions:   com.fasterxml.jackson.core
            deployer.desired:         com.google.protobuf
            deployer.manifest:        com.google.protobuf io.fabric8.kubernetes.api
            deployer.plan:            com.fasterxml.jackson com.google.protobuf io.fabric8.kubernetes.api io.fabric8.zjsonpatch
            """;

    private final Map<String, List<String>> known = table(KNOWN);
    private final Map<String, List<String>> libraries = table(LIBRARIES);

    ArchCondition<JavaClass> haveALine() {
        return new ArchCondition<>("be in a room that has a line") {
            @Override
            public void check(JavaClass each, ConditionEvents events) {
                events.add(new SimpleConditionEvent(
                        each,
                        known.containsKey(room(each)),
                        each.getName() + " is in " + room(each) + ", which has no line among the rooms"));
            }
        };
    }

    ArchCondition<JavaClass> knowOnlyThoseOfTheirLine() {
        return eachDependency("know only the rooms of its line", (room, target) -> {
            if (!target.getPackageName().startsWith(PROJECT)) {
                return true;
            }
            String other = room(target);
            return other.equals(room)
                    || known.getOrDefault(room, List.of()).stream()
                            .anyMatch(allowed -> allowed.endsWith(".*")
                                    ? other.startsWith(allowed.substring(0, allowed.length() - 1))
                                    : other.equals(allowed));
        });
    }

    ArchCondition<JavaClass> useOnlyTheirLibraries() {
        return eachDependency("use only the libraries of its line", (room, target) -> {
            String library = target.getPackageName();
            return target.isPrimitive()
                    || library.startsWith("java.")
                    || library.startsWith("javax.")
                    || library.startsWith(PROJECT)
                    || librariesOf(room)
                            .map(allowed -> allowed.stream()
                                    .anyMatch(prefix -> library.equals(prefix) || library.startsWith(prefix + ".")))
                            .orElse(true);
        });
    }

    /** Those of the room, else those of the room that it is in. */
    private Optional<List<String>> librariesOf(String room) {
        for (String each = room; ; each = each.substring(0, each.lastIndexOf('.'))) {
            if (libraries.containsKey(each)) {
                return Optional.of(libraries.get(each));
            }
            if (!each.contains(".")) {
                return Optional.empty();
            }
        }
    }

    private static ArchCondition<JavaClass> eachDependency(String words, BiPredicate<String, JavaClass> allowed) {
        return new ArchCondition<>(words) {
            @Override
            public void check(JavaClass each, ConditionEvents events) {
                for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    events.add(new SimpleConditionEvent(
                            dependency, allowed.test(room(each), target), dependency.getDescription()));
                }
            }
        };
    }

    private static String room(JavaClass each) {
        return each.getPackageName().substring(PROJECT.length());
    }

    private static Map<String, List<String>> table(String lines) {
        Map<String, List<String>> table = new HashMap<>();
        lines.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] sides = line.split(":", 2);
            table.put(
                    sides[0],
                    Stream.of(sides[1].strip().split(" +"))
                            .filter(word -> !word.isEmpty())
                            .toList());
        });
        return table;
    }
}
