package com.dotscience.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@Pure
class CausesTest {

    private final Throwable innermost = new ConnectException("refused");
    private final SQLException inner = new SQLException("away", innermost);
    private final SQLException between = new SQLException("no connection", inner);
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
        assertThat(Causes.first(SQLException.class, outer)).containsSame(between);
        assertThat(Causes.first(SQLException.class, inner)).containsSame(inner);
        assertThat(Causes.first(IOException.class, outer)).containsSame((IOException) innermost);
        assertThat(Causes.first(ArithmeticException.class, outer)).isEmpty();
    }
}
