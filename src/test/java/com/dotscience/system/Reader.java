package com.dotscience.system;

import com.dotscience.api.management.LogLine;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.testing.ManagementClient;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.util.List;

/** Somebody who follows logs, until Ctrl-C. */
final class Reader implements AutoCloseable {

    private final Context.CancellableContext call = Context.ROOT.withCancellation();

    Reader(ManagementClient gateway, StreamLogsRequest request, List<LogLine> into) {
        Thread thread = new Thread(call.wrap(() -> {
            try {
                gateway.logs(request).forEachRemaining(into::add);
            } catch (StatusRuntimeException ended) {
                // The test has ended the call.
            }
        }));
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        call.cancel(null);
    }
}
