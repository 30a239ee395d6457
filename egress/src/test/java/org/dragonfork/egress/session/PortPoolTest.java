package org.dragonfork.egress.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PortPoolTest {
    @Test
    void leasesEachPortOnceUntilItIsEmpty() {
        var pool = new PortPool(40_000, 40_002);
        assertThat(pool.lease()).hasValue(40_000);
        assertThat(pool.lease()).hasValue(40_001);
        assertThat(pool.lease()).hasValue(40_002);
        assertThat(pool.lease()).isEmpty();
        assertThat(pool.inUse()).isEqualTo(3);
        assertThat(pool.available()).isZero();
    }

    @Test
    void releasedPortComesBackLastInTurn() {
        var pool = new PortPool(40_000, 40_002);
        pool.lease();
        pool.release(40_000);
        assertThat(pool.lease())
                .as("a port just released may still get stray packets")
                .hasValue(40_001);
        assertThat(pool.lease()).hasValue(40_002);
        assertThat(pool.lease()).hasValue(40_000);
    }

    @Test
    void foreignAndRepeatedReleasesChangeNothing() {
        var pool = new PortPool(40_000, 40_001);
        pool.lease();
        pool.release(39_999);
        pool.release(40_002);
        pool.release(40_001);
        assertThat(pool.inUse()).isEqualTo(1);
    }

    @Test
    void refusesAnEmptyRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PortPool(40_001, 40_000));
        assertThatIllegalArgumentException().isThrownBy(() -> new PortPool(0, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> new PortPool(65_535, 65_536));
    }
}
