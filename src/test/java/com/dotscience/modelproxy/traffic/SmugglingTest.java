package com.dotscience.modelproxy.traffic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.modelproxy.testing.ScriptedModel;
import com.dotscience.modelproxy.testing.Wire;
import com.dotscience.testing.Embedded;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What two servers could read differently is refused and its connection closed, and the model sees nothing of it. */
@Embedded
class SmugglingTest {

    private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";

    private static ScriptedModel model;
    private static RunningTraffic proxy;

    @BeforeAll
    static void start() {
        model = ScriptedModel.answering(OK);
        proxy = RunningTraffic.before(model.port());
    }

    @AfterAll
    static void stop() {
        proxy.close();
        model.close();
    }

    static Stream<Arguments> refused() {
        String post = "POST /predict HTTP/1.1\r\nHost: a\r\n";
        String chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
        return Stream.of(
                form("both lengths", 400, post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                form(
                        "both, chunks first",
                        400,
                        post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
                form("two lengths", 400, post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"),
                form("the same length twice", 400, post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"),
                form("two lengths in one line", 400, post + "Content-Length: 5, 6\r\n\r\nhello!"),
                form("the same twice in one line", 400, post + "Content-Length: 5, 5\r\n\r\nhello"),
                form("a negative length", 400, post + "Content-Length: -1\r\n\r\n"),
                form("a length with a plus", 400, post + "Content-Length: +5\r\n\r\nhello"),
                form("a length in hexadecimal", 400, post + "Content-Length: 0x5\r\n\r\nhello"),
                form("an empty length", 400, post + "Content-Length: \r\n\r\n"),
                form("a length beyond all numbers", 400, post + "Content-Length: 99999999999999999999\r\n\r\n"),
                form("an encoding nobody knows", 400, post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
                form("identity", 400, post + "Transfer-Encoding: identity\r\n\r\n"),
                form("chunks not last", 400, post + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"),
                form("chunks in gzip", 400, post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                form(
                        "chunks twice",
                        400,
                        post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                form(
                        "chunks and identity",
                        400,
                        post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"),
                form("an encoding with a tab", 400, post + "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n"),
                form("a blank before the colon", 400, post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
                form("a blank before the colon of a length", 400, post + "Content-Length : 5\r\n\r\nhello"),
                form("a line without a colon", 400, post + "Content-Length\r\n\r\n"),
                form("no name before the colon", 400, post + ": 5\r\n\r\n"),
                form("a folded header", 400, "GET / HTTP/1.1\r\nHost: a\r\nX-A: 1\r\n 2\r\n\r\n"),
                form("a header folded by a tab", 400, "GET / HTTP/1.1\r\nHost: a\r\nX-A: 1\r\n\t2\r\n\r\n"),
                form("a folded encoding", 400, post + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"),
                form("a blank before the first header", 400, "GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
                form("a NUL in a value", 400, "GET / HTTP/1.1\r\nHost: a\r\nX-A: 1\u00002\r\n\r\n"),
                form("a carriage return in a value", 400, "GET / HTTP/1.1\r\nHost: a\r\nX-A: 1\rX-B: 2\r\n\r\n"),
                form("line feeds alone", 400, "GET / HTTP/1.1\nHost: a\n\n"),
                form("no Host", 400, "GET / HTTP/1.1\r\nX-A: 1\r\n\r\n"),
                form("two Hosts", 400, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
                form("two Hosts that are the same", 400, "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"),
                form("two Hosts in HTTP/1.0", 400, "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"),
                form("two Hosts in one line", 400, "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"),
                form("a Host with a user", 400, "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n"),
                form("CONNECT", 400, "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n"),
                form("an absolute target", 400, "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n"),
                form("a target without a slash", 400, "GET a HTTP/1.1\r\nHost: a\r\n\r\n"),
                form(
                        "chunks in HTTP/1.0",
                        400,
                        "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                form("a version to come", 505, "GET / HTTP/1.2\r\nHost: a\r\n\r\n"),
                form("a version in words", 400, "GET / HTTP/one\r\nHost: a\r\n\r\n"),
                form("no version", 400, "GET /\r\nHost: a\r\n\r\n"),
                form("three blanks", 400, "GET / x HTTP/1.1\r\nHost: a\r\n\r\n"),
                form("a method that is none", 400, "G(T / HTTP/1.1\r\nHost: a\r\n\r\n"),
                form("a chunk of no number", 400, chunked + "zz\r\nhello\r\n0\r\n\r\n"),
                form("a negative chunk", 400, chunked + "-5\r\nhello\r\n0\r\n\r\n"),
                form("a chunk in hexadecimal as programs write it", 400, chunked + "0x5\r\nhello\r\n0\r\n\r\n"),
                form("a chunk with a blank in its number", 400, chunked + "1 0\r\nhello\r\n0\r\n\r\n"),
                form("an empty chunk size", 400, chunked + "\r\nhello\r\n0\r\n\r\n"),
                form("a chunk beyond all numbers", 400, chunked + "fffffffffffffffff\r\nhello\r\n0\r\n\r\n"),
                form("a chunk that ends in a line feed alone", 400, chunked + "5\nhello\r\n0\r\n\r\n"),
                form("a chunk that is longer than it says", 400, chunked + "3\r\nhello\r\n0\r\n\r\n"),
                form("a bad chunk after a good one", 400, chunked + "5\r\nhello\r\nzz\r\nx\r\n0\r\n\r\n"),
                form("a first line without an end", 414, "GET /" + "a".repeat(17_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                form(
                        "too many headers",
                        431,
                        "GET / HTTP/1.1\r\nHost: a\r\n" + "X-A: 0123456789\r\n".repeat(5000) + "\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefused(String what, int status, String request) throws IOException, InterruptedException {
        try (Wire client = proxy.client()) {
            client.sendExactly(request);
            Wire.Message answer = client.readMessage();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("Connection")).contains("close");
            assertThat(answer.body()).startsWith("{\"error\": \"");
            assertThat(client.isClosed()).isTrue();
        }
        assertModelSawNothing();
    }

    @Test
    void whatFollowsARefusedRequestIsNoRequest() throws IOException, InterruptedException {
        try (Wire client = proxy.client()) {
            client.sendExactly("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.readMessage().status()).isEqualTo(400);
            assertThat(client.readToEnd()).isEmpty();
        }
        assertModelSawNothing();
    }

    @Test
    void aFoldThatIsCutAnywhereIsSeen() {
        String request = "GET / HTTP/1.1\r\nHost: a\r\nX-A: 1\r\n 2\r\n\r\n";
        for (int cut = 1; cut < request.length(); cut++) {
            EmbeddedChannel channel = new EmbeddedChannel(
                    new RequestDecoder(Limits.DEFAULT, new HeadBudget(Limits.DEFAULT.allHeadsBytes())));
            channel.writeInbound(Unpooled.copiedBuffer(request.substring(0, cut), ISO_8859_1));
            channel.writeInbound(Unpooled.copiedBuffer(request.substring(cut), ISO_8859_1));
            HttpRequest decoded = channel.readInbound();
            assertThat(decoded.decoderResult().isFailure())
                    .as("cut after %d", cut)
                    .isTrue();
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void aHeadWithoutAFoldThatIsCutAnywhereIsNone() {
        String request = "\r\nPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n \r\n ";
        for (int cut = 1; cut < request.length(); cut++) {
            EmbeddedChannel channel = new EmbeddedChannel(
                    new RequestDecoder(Limits.DEFAULT, new HeadBudget(Limits.DEFAULT.allHeadsBytes())));
            for (int times = 0; times < 2; times++) {
                channel.writeInbound(Unpooled.copiedBuffer(request.substring(0, cut), ISO_8859_1));
                channel.writeInbound(Unpooled.copiedBuffer(request.substring(cut), ISO_8859_1));
                HttpRequest decoded = channel.readInbound();
                assertThat(decoded.decoderResult().isSuccess())
                        .as("cut after %d", cut)
                        .isTrue();
                boolean last = false;
                while (!last) {
                    HttpContent part = channel.readInbound();
                    last = part instanceof LastHttpContent;
                    part.release();
                }
            }
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void blanksInABodyAreNoFold() throws IOException, InterruptedException {
        try (Wire client = proxy.client()) {
            for (int i = 0; i < 2; i++) {
                client.sendExactly("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\na\r\n b\r\n c");
                assertThat(client.readMessage().status()).isEqualTo(200);
                assertThat(model.nextRequest().body()).isEqualTo("a\r\n b\r\n c");
            }
        }
    }

    /** One proper request comes through, and it is the first that the model has got. */
    private static void assertModelSawNothing() throws IOException, InterruptedException {
        try (Wire client = proxy.client()) {
            client.send("GET /proper HTTP/1.1\nHost: a\n\n");
            assertThat(client.readMessage().body()).isEqualTo("ok");
        }
        assertThat(model.nextRequest().head()).startsWith("GET /proper HTTP/1.1\n");
        assertThat(model.requestsNoted()).isZero();
    }

    private static Arguments form(String what, int status, String request) {
        return Arguments.of(what, status, request);
    }
}
