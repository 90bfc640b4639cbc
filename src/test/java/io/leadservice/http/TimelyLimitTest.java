package io.leadservice.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.concurrency.limits.limit.SettableLimit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimelyLimitTest {

    private static final Duration LONGEST = Duration.ofSeconds(4);

    private final SettableLimit inner = SettableLimit.startingAt(512);
    private final TimelyLimit limit = new TimelyLimit(inner, LONGEST, 16, 512);

    @Test
    void letsInWhatIsWorkedOffInTimeByTheRateThatASampleStandsFor() {
        took(Duration.ofSeconds(5), 100);

        assertThat(limit.getLimit()).isEqualTo(80);
    }

    @Test
    void goesNoLowerThanTheMinimum() {
        took(Duration.ofSeconds(60), 100);

        assertThat(limit.getLimit()).isEqualTo(16);
    }

    @Test
    void staysWhereWorkIsJustInTime() {
        took(Duration.ofSeconds(5), 100);

        took(Duration.ofSeconds(3), 80);

        assertThat(limit.getLimit()).isEqualTo(80);
    }

    @Test
    void comesBackStepByStepWhereWorkIsQuick() {
        took(Duration.ofSeconds(60), 100);

        took(Duration.ofSeconds(1), 16);
        assertThat(limit.getLimit()).isEqualTo(20);

        for (int i = 0; i < 100; i++) {
            took(Duration.ofSeconds(1), 16);
        }
        assertThat(limit.getLimit()).isEqualTo(512);
    }

    @Test
    void leavesTheOtherLimitItsSay() {
        inner.setLimit(30);

        took(Duration.ofSeconds(1), 16);

        assertThat(limit.getLimit()).isEqualTo(30);
    }

    private void took(Duration time, int inFlight) {
        limit.onSample(0, time.toNanos(), inFlight, false);
    }
}
