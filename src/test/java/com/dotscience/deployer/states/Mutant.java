package com.dotscience.deployer.states;

import com.dotscience.deployer.states.Event.Kind;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.StubMethod;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * A fault in one method of one of the product's own classes.
 *
 * @param rule the rule that it breaks
 * @param events how many events, one after another, are enough to notice it
 * @param onlyBy the kind of event without which so many events do not show it; null if several kinds show it
 * @param type the class, within {@code com.dotscience.deployer}
 * @param body what the method does in place of what it did
 */
record Mutant(String rule, int events, Kind onlyBy, String type, String method, Implementation body, String fault) {

    private static final String ROOT = "com.dotscience.deployer.";

    static final List<Mutant> ALL = List.of(
            new Mutant(
                    "R1",
                    2,
                    null,
                    "reconcile.GuardedDesiredState",
                    "isComplete",
                    FixedValue.value(true),
                    "no list is waited for"),
            new Mutant(
                    "R2",
                    1,
                    Kind.LIST,
                    "plan.DeletionGuard",
                    "fewLacking",
                    FixedValue.value(true),
                    "every list is believed"),
            new Mutant(
                    "R2",
                    1,
                    Kind.TOMBSTONE,
                    "plan.DeletionGuard",
                    "fewNamed",
                    FixedValue.value(true),
                    "every tombstone is believed"),
            new Mutant("R3", 2, Kind.FOREIGN, "plan.Observed", "isOf", FixedValue.value(true), "everything is its own"),
            new Mutant(
                    "R4",
                    2,
                    Kind.LATE_LIST,
                    "desired.News",
                    "isNewerThan",
                    FixedValue.value(false),
                    "a late list counts"),
            new Mutant(
                    "R4",
                    2,
                    Kind.LOST_NEWS,
                    "desired.DesiredState",
                    "listed",
                    wrong("listed"),
                    "a list changes nothing that is known"),
            new Mutant(
                    "R5",
                    3,
                    Kind.STALE_WATCH,
                    "cluster.TemporaryResourceCache",
                    "resolve",
                    FixedValue.argument(2),
                    "only the watch is believed"),
            new Mutant(
                    "R5",
                    2,
                    Kind.TERMINATE,
                    "plan.SlotPolicies",
                    "whileBeingDeleted",
                    call(Optional.class, "empty"),
                    "what is being deleted is written to"),
            new Mutant(
                    "R6",
                    1,
                    Kind.DRIFT,
                    "reconcile.PlanCache",
                    "differInStatusAtMost",
                    wrong("differInStatusAtMost"),
                    "no difference is seen in what was in sync"),
            new Mutant(
                    "R7",
                    3,
                    Kind.FAIL_BEFORE,
                    "apply.FailedChanges",
                    "isWaiting",
                    FixedValue.value(false),
                    "what failed is tried again at once"),
            new Mutant(
                    "R7",
                    2,
                    Kind.FAIL_AFTER,
                    "apply.FailedChanges",
                    "keep",
                    StubMethod.INSTANCE,
                    "a failure that is over is still said"),
            new Mutant(
                    "R8",
                    1,
                    Kind.WISH,
                    "plan.Rollout",
                    "complete",
                    FixedValue.value(true),
                    "whatever was written is ready"),
            new Mutant(
                    "R9",
                    1,
                    null,
                    "desired.News",
                    "saysTheSameAs",
                    FixedValue.value(false),
                    "each list plans everything"),
            new Mutant(
                    "R11",
                    2,
                    null,
                    "apply.Rewrites",
                    "isWaiting",
                    FixedValue.value(false),
                    "what does not stick is written at once"),
            new Mutant(
                    "R11",
                    2,
                    Kind.ADMISSION,
                    "plan.Planner",
                    "rewritten",
                    call(List.class, "of"),
                    "what does not stick is not said"),
            new Mutant(
                    "R12",
                    2,
                    Kind.HOLD,
                    "reconcile.WriteHold",
                    "byOwner",
                    call(Optional.class, "empty"),
                    "nobody can hold writes"),
            new Mutant(
                    "R13", 2, Kind.SECOND, "leader.Election", "isLeading", FixedValue.value(true), "everybody leads"),
            new Mutant("R13", 2, Kind.CRASH, "leader.Terms", "lease", days(), "no Lease expires"),
            new Mutant(
                    "R13",
                    1,
                    Kind.RESTART,
                    "leader.Election",
                    "toGiveBack",
                    call(Optional.class, "empty"),
                    "no Lease is given back"));

    private static Implementation wrong(String method) {
        for (Method each : Wrong.class.getDeclaredMethods()) {
            if (each.getName().equals(method)) {
                MethodCall call = MethodCall.invoke(each);
                return (each.getParameterCount() == 2 ? call : call.withThis())
                        .withAllArguments()
                        .withAssigner(Assigner.DEFAULT, Assigner.Typing.DYNAMIC);
            }
        }
        throw new IllegalArgumentException(method);
    }

    private static Implementation call(Class<?> type, String method) {
        try {
            return MethodCall.invoke(type.getMethod(method));
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Implementation days() {
        try {
            return MethodCall.invoke(Duration.class.getMethod("ofDays", long.class))
                    .with(10_000L);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Returns the name of the class that it is in. */
    String className() {
        return ROOT + type;
    }

    /** Returns the class with the fault. */
    byte[] bytes() {
        ClassFileLocator files = ClassFileLocator.ForClassLoader.of(Mutant.class.getClassLoader());
        TypeDescription described =
                TypePool.Default.of(files).describe(className()).resolve();
        if (described.getDeclaredMethods().filter(ElementMatchers.named(method)).isEmpty()) {
            throw new IllegalStateException(className() + " has no method " + method);
        }
        try (var made = new ByteBuddy()
                .redefine(described, files)
                .method(ElementMatchers.named(method))
                .intercept(body)
                .make()) {
            return made.getBytes();
        }
    }

    @Override
    public String toString() {
        return rule + ": " + fault;
    }
}
