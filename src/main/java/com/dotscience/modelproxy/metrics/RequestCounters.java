package com.dotscience.modelproxy.metrics;

import io.micrometer.core.instrument.Counter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Counts requests by method and code. Both come from fixed lists; everything else counts as {@code other}. */
final class RequestCounters {

    private static final String OTHER = "other";

    /** The methods of RFC 9110 and RFC 5789. */
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    /** The codes that IANA lists, in ascending order, and 499, which nginx uses if the client disconnects before a response. */
    private static final int[] CODES = {
        100, 101, 102, 103, 200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 307, 308,
                400, 401, 402,
        403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 423, 424, 425, 426, 428,
                429, 431, 451,
        499, 500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511
    };

    private final Registry registry;
    private final AtomicReferenceArray<Counter> counters =
            new AtomicReferenceArray<>((METHODS.size() + 1) * (CODES.length + 1));

    RequestCounters(Registry registry) {
        this.registry = registry;
    }

    void count(String method, int code) {
        int methodNumber = METHODS.indexOf(method) + 1;
        int codeNumber = Math.max(Arrays.binarySearch(CODES, code), -1) + 1;
        int at = methodNumber * (CODES.length + 1) + codeNumber;
        Counter counter = counters.get(at);
        if (counter == null) {
            // If two threads get here at once, the registry gives both the same counter.
            counter = registry.counter(
                    "requests",
                    "Requests that have ended, by method and by the code of the answer; 499: the client went before it came",
                    "method",
                    methodNumber == 0 ? OTHER : METHODS.get(methodNumber - 1),
                    "code",
                    codeNumber == 0 ? OTHER : Integer.toString(CODES[codeNumber - 1]));
            counters.set(at, counter);
        }
        counter.increment();
    }
}
