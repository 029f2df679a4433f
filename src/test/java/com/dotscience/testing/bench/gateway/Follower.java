package com.dotscience.testing.bench.gateway;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A process that follows as many deployers as there are tokens, each over a connection of its own, and writes down when it heard
 * of a change: by the clock of this machine, which its processes share ({@link System#nanoTime()}).
 */
final class Follower {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final CountDownLatch closed;
    private final BufferedWriter heard;

    private Follower(int deployers, BufferedWriter heard) {
        closed = new CountDownLatch(deployers);
        this.heard = heard;
    }

    /** Until it is killed: PORT FILE_WITH_TOKENS FILE_TO_WRITE. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> tokens = Files.readAllLines(Path.of(args[1]));
        Follower follower = new Follower(tokens.size(), Files.newBufferedWriter(Path.of(args[2])));
        for (String token : tokens) {
            Target target = new Target(Integer.parseInt(args[0]), token);
            follower.follow(target.calls(target.connect()));
        }
        follower.closed.await();
        follower.line("ready");
        follower.timer.scheduleAtFixedRate(follower::flush, 0, 200, TimeUnit.MILLISECONDS);
    }

    private void follow(Channel channel) {
        ClientCall<DeploymentFilter, Deployment> call =
                channel.newCall(DeployerGrpc.getStreamDeploymentsMethod(), CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onHeaders(Metadata headers) {
                        closed.countDown();
                    }

                    @Override
                    public void onMessage(Deployment news) {
                        line(FanOutBench.sentAt(news) + " " + System.nanoTime());
                        call.request(1);
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        timer.schedule(() -> follow(channel), 1, TimeUnit.SECONDS);
                    }
                },
                new Metadata());
        call.request(1);
        call.sendMessage(DeploymentFilter.getDefaultInstance());
        call.halfClose();
    }

    private synchronized void line(String line) {
        try {
            heard.write(line);
            heard.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void flush() {
        try {
            heard.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
