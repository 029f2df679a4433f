package com.dotscience.testing.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;

@Pure
class RollingUpdateTest {

    @Test
    void whatIsNewIsMadeAtOnce() {
        assertThat(RollingUpdate.next(2, 0, 0, 0, 0)).isEqualTo(new RollingUpdate(2, 0, 0, 0));
        assertThat(RollingUpdate.next(2, 2, 2, 0, 0)).isEqualTo(new RollingUpdate(0, 0, 0, 0));
    }

    @Test
    void anUpdateOfTwoGoesOneByOneAndTakesNoneAway() {
        assertThat(RollingUpdate.next(2, 0, 0, 2, 2)).isEqualTo(new RollingUpdate(1, 0, 0, 0));
        assertThat(RollingUpdate.next(2, 1, 0, 2, 2)).isEqualTo(new RollingUpdate(0, 0, 0, 0));
        assertThat(RollingUpdate.next(2, 1, 1, 2, 2)).isEqualTo(new RollingUpdate(0, 0, 1, 0));
        assertThat(RollingUpdate.next(2, 1, 1, 1, 1)).isEqualTo(new RollingUpdate(1, 0, 0, 0));
        assertThat(RollingUpdate.next(2, 2, 2, 1, 1)).isEqualTo(new RollingUpdate(0, 0, 1, 0));
    }

    @Test
    void ofManyAQuarterMayBeMissing() {
        assertThat(RollingUpdate.next(8, 0, 0, 8, 8)).isEqualTo(new RollingUpdate(2, 0, 2, 0));
        assertThat(RollingUpdate.next(8, 2, 0, 8, 8)).isEqualTo(new RollingUpdate(0, 0, 2, 0));
        assertThat(RollingUpdate.next(8, 2, 0, 6, 6)).isEqualTo(new RollingUpdate(2, 0, 0, 0));
    }

    @Test
    void olderOnesThatServeNothingGoFirst() {
        assertThat(RollingUpdate.next(2, 1, 0, 2, 1)).isEqualTo(new RollingUpdate(0, 0, 0, 0));
        assertThat(RollingUpdate.next(2, 0, 0, 3, 2)).isEqualTo(new RollingUpdate(0, 1, 0, 0));
    }

    @Test
    void fewerAreWanted() {
        assertThat(RollingUpdate.next(1, 3, 3, 0, 0)).isEqualTo(new RollingUpdate(0, 0, 0, 2));
        assertThat(RollingUpdate.next(0, 1, 1, 1, 1)).isEqualTo(new RollingUpdate(0, 0, 1, 1));
    }
}
