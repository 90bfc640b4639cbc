package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AutoscaleTest {

    private final Autoscale scale = new Autoscale(1, 4);

    @Test
    void addsAnInstanceOnceTheWindowsStayFull() {
        assertThat(scale.next(0.9, 1)).isEqualTo(1);
        assertThat(scale.next(0.9, 1)).isEqualTo(1);
        assertThat(scale.next(0.9, 1)).isEqualTo(2);
        assertThat(scale.next(0.9, 2)).isEqualTo(2);
    }

    @Test
    void takesAMomentOfFullWindowsForNoReason() {
        for (int i = 0; i < 20; i++) {
            assertThat(scale.next(i % 3 == 2 ? 0.5 : 0.9, 2)).isEqualTo(2);
        }
    }

    @Test
    void takesAnInstanceAwayMuchLater() {
        for (int i = 0; i < 11; i++) {
            assertThat(scale.next(0.1, 3)).isEqualTo(3);
        }
        assertThat(scale.next(0.1, 3)).isEqualTo(2);
    }

    @Test
    void staysWithinItsBounds() {
        for (int i = 0; i < 20; i++) {
            assertThat(scale.next(0.9, 4)).isEqualTo(4);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(scale.next(0.1, 1)).isEqualTo(1);
        }
        assertThat(scale.next(0.5, 9)).isEqualTo(4);
    }

    /** The load of two instances, whose use follows their number. */
    @Test
    void doesNotSwing() {
        int instances = 1;
        int changes = 0;
        for (int i = 0; i < 200; i++) {
            int next = scale.next(Math.min(1, 0.95 / instances), instances);
            changes += next == instances ? 0 : 1;
            instances = next;
        }
        assertThat(instances).isEqualTo(2);
        assertThat(changes).isEqualTo(1);
    }
}
