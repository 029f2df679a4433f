package com.dotscience.deployer.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class ConsoleCallTest {

    private static final String TOO_LONG = "(The answer is longer than 4194304 bytes: ask for less at a time)";
    private static final String TOO_SLOW = "(The answer took longer than 5 s: ask for less at a time)";

    private final AtomicLong nanos = new AtomicLong();
    private final AnswerBudget budget = new AnswerBudget(nanos::get);

    @Test
    void oneRequestHasOneAnswerAndSeveralHaveSeveral() {
        assertThat(answered("{\"length\": 1}")).isEqualTo("x");
        assertThat(answered("[{\"length\": 1},{\"length\": 2}]")).isEqualTo("[x,xx]");
        assertThat(answered("[]")).isEqualTo("[]");
    }

    @Test
    void whatFindsNoBytesLeftIsRefusedByItself() {
        assertThat(answered("[{\"length\": 4194302},{\"length\": 3},{\"length\": 2},{\"length\": 1}]"))
                .endsWith("x," + TOO_LONG + ",xx," + TOO_LONG + "]");
    }

    @Test
    void whatFindsNoTimeLeftIsRefusedByItself() {
        assertThat(answered("[{\"length\": 1},{\"seconds\": 5},{\"seconds\": 1},{\"length\": 1}]"))
                .isEqualTo("[x,,," + TOO_SLOW + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "null", "\"text\""})
    void whatIsNoRequestIsRefused(String posted) {
        assertThat(answered(posted))
                .isEqualTo("(Post a request as a JSON object, or at most 1000 of them in an array)");
    }

    @Test
    void moreRequestsThanThereMayBeAreRefused() {
        assertThat(answered("[" + "1,".repeat(1000) + "1]")).startsWith("(Post a request");
        assertThat(answered("[".repeat(5000))).startsWith("(What was posted is no JSON: ");
        assertThat(answered("{")).startsWith("(What was posted is no JSON: ");
    }

    @Test
    void aRequestInABulkIsNoBulkItself() {
        assertThat(answered("[[{\"length\": 1},{\"length\": 2}],{\"length\": 3},null]"))
                .isEqualTo("[(Each request is a JSON object),xxx,(Each request is a JSON object)]");
    }

    private String answered(String posted) {
        return new ConsoleCall(budget, this::answer, refused -> "(" + refused.getMessage() + ")").process(posted);
    }

    /** Of the length that is asked for, after the seconds that are asked for. */
    private String answer(String request) {
        nanos.addAndGet(number("seconds", request) * 1_000_000_000L);
        return "x".repeat(number("length", request));
    }

    private static int number(String field, String request) {
        return request.contains(field) ? Integer.parseInt(request.replaceAll("\\D", "")) : 0;
    }
}
