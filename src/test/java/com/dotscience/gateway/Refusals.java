package com.dotscience.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.function.Consumer;

/** What a client gets to read when it is refused. */
public final class Refusals {
    private Refusals() {}

    public static Consumer<Throwable> with(Status.Code code, String saying) {
        return refusal -> {
            Status status = Status.fromThrowable(refusal);
            assertThat(status.getCode()).as(status.toString()).isEqualTo(code);
            assertThat(status.getDescription()).contains(saying);
        };
    }
}
