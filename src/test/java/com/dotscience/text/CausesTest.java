package com.dotscience.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

@Pure
class CausesTest {

    private final Throwable innermost = new ConnectException("refused");
    private final ExecutionException inner = new ExecutionException("away", innermost);
    private final ExecutionException between = new ExecutionException("no connection", inner);
    private final Throwable outer = new IllegalStateException("failed", between);

    @Test
    void theRootIsWhatTheInnermostCauseSays() {
        assertThat(Causes.root(outer)).isEqualTo("refused");
        assertThat(Causes.root(innermost)).isEqualTo("refused");
    }

    @Test
    void aRootThatSaysNothingIsCalledByItsKind() {
        assertThat(Causes.root(new IOException(new ConnectException()))).isEqualTo("ConnectException");
    }

    @Test
    void ofSeveralOfAKindTheOutermostIsFound() {
        assertThat(Causes.first(ExecutionException.class, outer)).containsSame(between);
        assertThat(Causes.first(ExecutionException.class, inner)).containsSame(inner);
        assertThat(Causes.first(IOException.class, outer)).containsSame((IOException) innermost);
        assertThat(Causes.first(ArithmeticException.class, outer)).isEmpty();
    }
}
