package io.leadservice.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.config.Rate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NodeLimiterTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final NodeLimiter limiter = new NodeLimiter(nanos::get);

    @Test
    void letsABurstThroughAndThenOneAtATime() {
        Rate rate = new Rate(10, 5);
        for (int left = 4; left >= 0; left--) {
            Decision decision = limiter.takeNow("submit", "gateway", rate);
            assertThat(decision.allowed()).isTrue();
            assertThat(decision.remaining()).isEqualTo(left);
        }

        Decision refused = limiter.takeNow("submit", "gateway", rate);
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.untilNext()).isEqualTo(Duration.ofMillis(100));
        assertThat(refused.untilFull()).isEqualTo(Duration.ofMillis(500));

        after(Duration.ofMillis(99));
        assertThat(limiter.takeNow("submit", "gateway", rate).allowed()).isFalse();
        after(Duration.ofMillis(1));
        assertThat(limiter.takeNow("submit", "gateway", rate).allowed()).isTrue();
        assertThat(limiter.takeNow("submit", "gateway", rate).allowed()).isFalse();
    }

    @Test
    void countsEachClientAndPolicyForItself() {
        Rate one = new Rate(1, 1);

        assertThat(limiter.takeNow("submit", "a", one).allowed()).isTrue();
        assertThat(limiter.takeNow("submit", "b", one).allowed()).isTrue();
        assertThat(limiter.takeNow("read", "a", one).allowed()).isTrue();
        assertThat(limiter.takeNow("submit", "a", one).allowed()).isFalse();
    }

    @Test
    void remembersABucketUntilItIsFullAgain() {
        Rate slow = new Rate(1, 3_600);
        assertThat(taken(slow, 4_000)).isEqualTo(3_600);

        after(Duration.ofMinutes(20));

        assertThat(taken(slow, 4_000)).isEqualTo(1_200);
    }

    @Test
    void onlyLooksWhenAskedTo() {
        Rate one = new Rate(1, 1);

        assertThat(limiter.look("submit", "a", one).allowed()).isTrue();
        assertThat(limiter.takeNow("submit", "a", one).allowed()).isTrue();
        assertThat(limiter.look("submit", "a", one).allowed()).isFalse();
        after(Duration.ofSeconds(1));
        assertThat(limiter.look("submit", "a", one).allowed()).isTrue();
    }

    @Test
    void letsNoMoreThroughFromManyThreads() {
        AtomicInteger allowed = new AtomicInteger();
        Rate rate = new Rate(1, 500);

        IntStream.range(0, 5_000).parallel().forEach(i -> {
            if (limiter.takeNow("submit", "gateway", rate).allowed()) {
                allowed.incrementAndGet();
            }
        });

        assertThat(allowed).hasValue(500);
    }

    /** In any stretch of time no more than the burst and the rate, and no less than the rate. */
    @Property
    void neverLetsMoreThroughThanBurstAndRate(
            @ForAll @IntRange(min = 1, max = 5_000) int perSecond,
            @ForAll @IntRange(min = 1, max = 100) int burst,
            @ForAll @IntRange(min = 0, max = 5_000) int pauseMicros) {
        Rate rate = new Rate(perSecond, burst);
        NodeLimiter own = new NodeLimiter(nanos::get);
        long start = nanos.get();
        int allowed = 0;
        for (int i = 0; i < 1_000; i++) {
            allowed += own.takeNow("submit", "gateway", rate).allowed() ? 1 : 0;
            after(Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(pauseMicros)));
        }

        double seconds = (nanos.get() - start) / 1e9;
        assertThat((double) allowed).isLessThanOrEqualTo(burst + seconds * perSecond * 1.001 + 1);
        // a burst of one loses what is left of the time to the next try
        if (burst > 1) {
            assertThat((double) allowed).isGreaterThanOrEqualTo(Math.min(1_000, seconds * perSecond * 0.999) - 2);
        }
    }

    private int taken(Rate rate, int tries) {
        return (int) IntStream.range(0, tries)
                .filter(i -> limiter.takeNow("submit", "gateway", rate).allowed())
                .count();
    }

    private void after(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
