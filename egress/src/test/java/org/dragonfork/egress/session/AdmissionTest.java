package org.dragonfork.egress.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.dragonfork.egress.event.CapScope;
import org.dragonfork.egress.event.StreamId;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final StreamId A = new StreamId("a");
    private static final StreamId B = new StreamId("b");

    @Test
    void refusesAtTheLimitOfTheStreamFirstAndOfAllThen() {
        var admission = new Admission(2, 3);
        assertThat(admission.reserve(A)).isEmpty();
        assertThat(admission.reserve(A)).isEmpty();
        assertThat(admission.reserve(A)).contains(CapScope.STREAM);
        assertThat(admission.reserve(B)).isEmpty();
        assertThat(admission.reserve(B)).contains(CapScope.GLOBAL);
        assertThat(admission.taken()).isEqualTo(3);
        assertThat(admission.taken(A)).isEqualTo(2);
    }

    @Test
    void refusalTakesNoPlaceAndReleaseGivesOneBack() {
        var admission = new Admission(1, 1);
        admission.reserve(A);
        admission.reserve(B);
        admission.release(A);
        assertThat(admission.taken()).isZero();
        assertThat(admission.reserve(B)).isEmpty();
        assertThat(admission.taken(A)).isZero();
    }

    @Test
    void releaseWithoutAPlaceIsADefect() {
        assertThatIllegalStateException().isThrownBy(() -> new Admission(1, 1).release(A));
    }
}
