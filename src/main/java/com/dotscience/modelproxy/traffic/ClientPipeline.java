package com.dotscience.modelproxy.traffic;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;

/** Puts the handlers of a client's protocol into its connection. */
final class ClientPipeline {

    private final Worker worker;

    ClientPipeline(Worker worker) {
        this.worker = worker;
    }

    void http1(Channel client) {
        ResponseEncoder encoder = new ResponseEncoder();
        ChannelPipeline pipeline = client.pipeline();
        pipeline.addLast(new RequestDecoder(worker.limits()))
                .addLast(encoder)
                .addLast(new Http1Client(worker, encoder));
    }

    void http2(Channel client) {
        client.close();
    }
}
