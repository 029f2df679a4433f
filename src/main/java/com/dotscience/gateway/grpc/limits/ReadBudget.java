package com.dotscience.gateway.grpc.limits;

import java.util.function.LongSupplier;

/** How many bytes are read, of one connection or of all those of a caller: so many at once, and so many a second after that. */
final class ReadBudget {
    /** A token, and the first call: nobody has more to say before it is known who he is. */
    private static final int AT_ONCE_OF_NOBODY = 32 << 10;

    private static final int A_SECOND_OF_NOBODY = 8 << 10;

    /** A full report of 10,000 model deployments, and log lines as fast as somebody reads them. */
    private static final int AT_ONCE_OF_A_CALLER = 8 << 20;

    private static final int A_SECOND_OF_A_CALLER = 4 << 20;

    private final Allowance bytes;

    private ReadBudget(int atOnce, int aSecond, LongSupplier nanoTime) {
        bytes = new Allowance(atOnce, aSecond, nanoTime);
    }

    /** Of a connection that is nobody's yet. */
    static ReadBudget ofNobody(LongSupplier nanoTime) {
        return new ReadBudget(AT_ONCE_OF_NOBODY, A_SECOND_OF_NOBODY, nanoTime);
    }

    static ReadBudget ofACaller(LongSupplier nanoTime) {
        return new ReadBudget(AT_ONCE_OF_A_CALLER, A_SECOND_OF_A_CALLER, nanoTime);
    }

    /**
     * Notes that so much was read.
     *
     * @return how long to wait before more is read, in nanoseconds; 0: not at all
     */
    synchronized long read(int size) {
        bytes.take(size);
        return bytes.delay(0);
    }
}
