package io.leadservice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.config.AdmissionConfig;
import io.leadservice.http.Admission.Permit;
import io.leadservice.lead.Bytes;
import io.leadservice.pipeline.Answer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** By a clock of its own. */
class AdmissionTest {

    private static final Answer CREATED = new Answer(201, Map.of(), new Bytes(new byte[0]));
    private static final Duration USUAL = Duration.ofMillis(20);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final AtomicLong clock = new AtomicLong(1);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Admission admission =
            new Admission(new AdmissionConfig(16, 256), DEADLINE, 65_536, registry, clock::get);

    @Test
    void letsInAsManyAsMayComeAsLongAsThatTakesNoLonger() {
        // When it is always full and leads take what they took before
        work(USUAL, 2_000);

        // Then it stays at the maximum
        assertThat(limit()).isEqualTo(256);
    }

    @Test
    void letsInFewerOnceLeadsTakeManyTimesAsLong() {
        // Given what is usual
        work(USUAL, 100);
        double before = limit();

        // When they take twenty times as long
        work(USUAL.multipliedBy(20), 20);

        // Then much fewer come in
        assertThat(limit()).isLessThan(before / 2).isGreaterThanOrEqualTo(16);
    }

    @Test
    void letsInNoMoreThanAreWorkedOffInTimeThoughTheyAlwaysTookThatLong() {
        // Given a machine so slow that forty at once take four of their five seconds
        workSome(40, Duration.ofSeconds(4), 3);

        // Then no more are let in than take three of them
        assertThat(limit()).isBetween(16.0, 40 * 3.0 / 4);
    }

    @Test
    void comesBackWhenTheyAreInTimeAgain() {
        workSome(40, Duration.ofSeconds(5), 3);

        workSome(16, Duration.ofSeconds(1), 30);

        assertThat(limit()).isGreaterThan(100);
    }

    @Test
    void comesBackWhenTheyTakeWhatIsUsual() {
        work(USUAL, 100);
        work(USUAL.multipliedBy(20), 20);
        double low = limit();

        work(USUAL, 2_000);

        assertThat(limit()).isGreaterThan(2 * low);
    }

    @Test
    void refusesWhatFindsNoPlaceAndCountsIt() {
        List<Permit> taken = fill();

        assertThat(admission.enter()).isEmpty();
        assertThat(registry.get("lead.admission.shed").counter().count()).isEqualTo(2);
        assertThat(registry.get("lead.admission.in.flight").gauge().value()).isEqualTo(taken.size());
    }

    @Test
    void keepsAPlaceUntilTheWorkIsDone() {
        // Given a post at work
        Promise<Answer> work = Promise.promise();

        assertThat(admission.work(work::future)).isPresent();

        // Then its place is taken until the end of the work
        assertThat(inFlight()).isEqualTo(1);
        work.fail(new Failure(FailureCode.DEADLINE, "late"));
        assertThat(inFlight()).isZero();
    }

    @Test
    void givesThePlaceBackOfWorkThatCannotBegin() {
        Future<Answer> work = admission
                .work(() -> {
                    throw new IllegalStateException();
                })
                .orElseThrow();

        assertThat(work.failed()).isTrue();
        assertThat(inFlight()).isZero();
    }

    @Test
    void beginsNoWorkThatFindsNoPlace() {
        fill();

        assertThat(admission.work(() -> {
                    throw new AssertionError("begun");
                }))
                .isEmpty();
    }

    /** Fills all places and empties them, so many times. */
    private void work(Duration each, int times) {
        for (int i = 0; i < times; i++) {
            List<Permit> permits = fill();
            clock.addAndGet(each.toNanos());
            permits.forEach(permit -> permit.hold(Future.succeededFuture(CREATED)));
        }
    }

    /** Works on so many at once, or as many as are let in, so many times. */
    private void workSome(int most, Duration each, int times) {
        for (int i = 0; i < times; i++) {
            List<Permit> permits = IntStream.range(0, most)
                    .mapToObj(number -> admission.enter())
                    .flatMap(Optional::stream)
                    .toList();
            clock.addAndGet(each.toNanos());
            permits.forEach(permit -> permit.hold(Future.succeededFuture(CREATED)));
        }
    }

    private List<Permit> fill() {
        List<Permit> permits = new ArrayList<>();
        for (Optional<Permit> next = admission.enter(); next.isPresent(); next = admission.enter()) {
            permits.add(next.get());
        }
        return permits;
    }

    private double limit() {
        return registry.get("lead.admission.limit").gauge().value();
    }

    private double inFlight() {
        return registry.get("lead.admission.in.flight").gauge().value();
    }
}
