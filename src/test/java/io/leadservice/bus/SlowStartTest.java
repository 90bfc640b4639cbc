package io.leadservice.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlowStartTest {

    private final SlowStart start = new SlowStart();

    @Test
    void takesMoreAtOnceWithWhatItAnswered() {
        assertThat(room()).isEqualTo(4);
        answer(100);
        assertThat(room()).isEqualTo(8);
        answer(SlowStart.WARM - 101);
        assertThat(room()).isEqualTo(23);
    }

    @Test
    void hasRoomForAllOnceItIsWarm() {
        answer(SlowStart.WARM);

        begin(10_000);
        assertThat(start.hasRoom()).isTrue();
    }

    @Test
    void isNotUsedToWhatItFailedAt() {
        begin(SlowStart.WARM);
        for (int i = 0; i < SlowStart.WARM; i++) {
            start.ended(false);
        }

        assertThat(start.answered()).isZero();
        assertThat(room()).isEqualTo(4);
    }

    @Test
    void isBehindWhoHasAnsweredAHundredMore() {
        answer(50);

        assertThat(start.isBehind(149)).isFalse();
        assertThat(start.isBehind(150)).isTrue();
        answer(2 * SlowStart.WARM);
        assertThat(start.answered()).isEqualTo(SlowStart.WARM);
        assertThat(start.isBehind(SlowStart.WARM)).isFalse();
    }

    /** How many it would have at work; none are before and after. */
    private int room() {
        int room = 0;
        while (start.hasRoom()) {
            start.begun();
            room++;
        }
        for (int i = 0; i < room; i++) {
            start.ended(false);
        }
        return room;
    }

    private void answer(int many) {
        for (int i = 0; i < many; i++) {
            start.begun();
            start.ended(true);
        }
    }

    private void begin(int many) {
        for (int i = 0; i < many; i++) {
            start.begun();
        }
    }
}
