package io.leadservice.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.lead.Attributes;
import io.leadservice.lead.FeatureVector;
import io.leadservice.lead.ModelSlot;
import io.leadservice.lead.Vertical;
import io.leadservice.scoring.model.AdditiveModel;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DriftMetersTest {

    private static final int WINDOW = 500;

    private final AtomicLong now = new AtomicLong();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, new Clock() {
        @Override
        public long wallTime() {
            return TimeUnit.NANOSECONDS.toMillis(now.get());
        }

        @Override
        public long monotonicTime() {
            return now.get();
        }
    });
    private final DriftMeters drift = new DriftMeters(registry, WINDOW);
    private final AdditiveModel model =
            Models.bundled(ModelSlot.conversion(Vertical.AUTO)).orElseThrow();
    private final Random random = new Random(9);

    @Test
    void tellsNothingBeforeAWindowIsFull() {
        see(WINDOW - 1, "search", 4);
        assertThat(index("search", "score")).isEmpty();

        see(1, "search", 4);

        assertThat(index("search", "score")).isPresent();
        assertThat(index("social", "score")).as("of a source that nobody saw").isEmpty();
    }

    @Test
    void seesWhichFeatureOfWhichSourceIsNotAsInTheTraining() {
        // Given a source whose leads are all of one vehicle age, and one that is spread as the model's rows are
        double[] ages = model.reference().shares()[model.reference().features().indexOf("vehicle_age")];
        for (int i = 0; i < WINDOW; i++) {
            see(1, "social", like(ages));
        }
        see(WINDOW, "search", 20);

        assertThat(index("social", "vehicle_age").orElseThrow()).isBetween(0.0, 0.10);
        assertThat(index("search", "vehicle_age").orElseThrow()).isGreaterThan(0.25);
    }

    @Test
    void beginsAnewWithAnotherModel() throws IOException {
        see(WINDOW, "search", 4);
        Models models = Models.bundled();
        models.use(
                ModelSlot.conversion(Vertical.AUTO),
                Models.Role.CHAMPION,
                model.model().version(),
                Models.resource(Vertical.AUTO));
        AdditiveModel next = models.of(Vertical.AUTO).champion();

        FeatureVector features = features("search", 4);
        drift.saw(Vertical.AUTO, next, next.score(features));

        assertThat(index("search", "score").orElseThrow()).isNaN();
    }

    @Test
    void forgetsAWindowAfterSixHours() {
        see(WINDOW, "search", 4);

        now.addAndGet(TimeUnit.HOURS.toNanos(6));
        assertThat(index("search", "score").orElseThrow()).isNotNaN();
        now.incrementAndGet();
        assertThat(index("search", "score").orElseThrow()).isNaN();

        see(WINDOW, "search", 4);
        assertThat(index("search", "score").orElseThrow()).isNotNaN();
    }

    /** An age of a vehicle, or none, as often as the model's rows have it. */
    private long like(double[] shares) {
        List<Long> bands = List.of(0L, 2L, 4L, 6L, 8L, 10L, 13L, 16L, 20L, 25L);
        double drawn = random.nextDouble();
        double sum = 0;
        for (int bin = 0; bin < shares.length; bin++) {
            sum += shares[bin];
            if (drawn < sum) {
                for (long band : bands) {
                    if (model.bins(Map.of("vehicle_age", band))[index()] == bin) {
                        return band;
                    }
                }
                return -1;
            }
        }
        return -1;
    }

    private int index() {
        return model.reference().features().indexOf("vehicle_age");
    }

    private void see(int leads, String traffic, long vehicleAge) {
        FeatureVector features = features(traffic, vehicleAge);
        for (int i = 0; i < leads; i++) {
            drift.saw(Vertical.AUTO, model, model.score(features));
        }
    }

    /** @param vehicleAge below 0 for none */
    private static FeatureVector features(String traffic, long vehicleAge) {
        Map<String, Object> values =
                vehicleAge < 0 ? Map.of("traffic", traffic) : Map.of("traffic", traffic, "vehicle_age", vehicleAge);
        return new FeatureVector(new Attributes(values), "sha256:0");
    }

    private Optional<Double> index(String source, String feature) {
        return Optional.ofNullable(registry.find("lead.drift")
                        .tags("vertical", "auto", "source", source, "feature", feature)
                        .gauge())
                .map(Gauge::value);
    }
}
