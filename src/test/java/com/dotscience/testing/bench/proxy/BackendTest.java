package com.dotscience.testing.bench.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

@Embedded
class BackendTest {

    private static final String GET = "GET /v1/models/model HTTP/1.1\r\nHost: model\r\n\r\n";
    private static final String POST =
            "POST /v1/models/model:predict HTTP/1.1\r\nHost: model\r\nContent-Length: 7\r\n\r\npicture";

    private final Predictions predictions = Predictions.ofSize(1_000);

    @Test
    void requestsAreToldApartHoweverTheyCome() throws Exception {
        byte[] requests = (GET + POST + POST).getBytes(US_ASCII);
        for (int cut = 1; cut < requests.length; cut++) {
            try (Backend backend = Backend.answering(predictions);
                    Socket socket = new Socket(InetAddress.getLoopbackAddress(), backend.port())) {
                socket.setTcpNoDelay(true);
                OutputStream out = socket.getOutputStream();
                out.write(requests, 0, cut);
                Thread.yield();
                out.write(requests, cut, requests.length - cut);

                InputStream in = socket.getInputStream();
                assertThat(answer(in)).contains("AVAILABLE");
                assertThat(answer(in)).isEqualTo(new String(predictions.json(), US_ASCII));
                assertThat(answer(in)).isEqualTo(new String(predictions.json(), US_ASCII));
                await().until(() -> backend.answers() == 2);
            }
        }
    }

    private static String answer(InputStream in) throws Exception {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("of %s", head).isNotNegative();
            head.append((char) next);
        }
        int length = Integer.parseInt(head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
        return new String(in.readNBytes(length), US_ASCII);
    }
}
