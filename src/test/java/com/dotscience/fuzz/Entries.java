package com.dotscience.fuzz;

import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.dotscience.fuzz.calls.DeployerCalls;
import com.dotscience.fuzz.calls.GatewayMessages;
import com.dotscience.fuzz.calls.ManagementCalls;
import com.dotscience.fuzz.calls.PushCalls;
import com.google.protobuf.MessageLite;

/**
 * Where Jazzer enters. There is one for each type of input, because Jazzer changes a message field by field where it knows its type. It
 * calls static methods and makes nothing itself, hence the static field.
 */
public final class Entries {

    private static FuzzedTarget target;

    private Entries() {}

    /** @param arguments the name of the target, and a second word if its fault is planted */
    private static void begin(String[] arguments) {
        target = new FuzzedTarget(Targets.valueOf(arguments[0]).withFault(), arguments.length > 1);
    }

    private static void take(MessageLite message) throws Exception {
        target.take(message.toByteArray());
    }

    /** Of text, and of whatever else has no type. */
    public static final class Bytes {

        private Bytes() {}

        public static void fuzzerInitialize(String[] arguments) {
            begin(arguments);
        }

        public static void fuzzerTestOneInput(byte[] input) throws Exception {
            target.take(input);
        }
    }

    public static final class Management {

        private Management() {}

        public static void fuzzerInitialize(String[] arguments) {
            begin(arguments);
        }

        public static void fuzzerTestOneInput(@NotNull ManagementCalls calls) throws Exception {
            take(calls);
        }
    }

    public static final class Deployer {

        private Deployer() {}

        public static void fuzzerInitialize(String[] arguments) {
            begin(arguments);
        }

        public static void fuzzerTestOneInput(@NotNull DeployerCalls calls) throws Exception {
            take(calls);
        }
    }

    public static final class Gateway {

        private Gateway() {}

        public static void fuzzerInitialize(String[] arguments) {
            begin(arguments);
        }

        public static void fuzzerTestOneInput(@NotNull GatewayMessages messages) throws Exception {
            take(messages);
        }
    }

    public static final class Push {

        private Push() {}

        public static void fuzzerInitialize(String[] arguments) {
            begin(arguments);
        }

        public static void fuzzerTestOneInput(@NotNull PushCalls calls) throws Exception {
            take(calls);
        }
    }

    public static final class Shown {

        private Shown() {}

        public static void fuzzerInitialize(String[] arguments) {
            begin(arguments);
        }

        public static void fuzzerTestOneInput(@NotNull com.dotscience.fuzz.calls.Shown shown) throws Exception {
            take(shown);
        }
    }
}
