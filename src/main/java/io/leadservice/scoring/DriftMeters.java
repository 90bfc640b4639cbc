package io.leadservice.scoring;

import io.leadservice.lead.Score;
import io.leadservice.lead.Vertical;
import io.leadservice.scoring.model.AdditiveModel;
import io.leadservice.scoring.model.Reference;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How far leads are from those that their model was trained on: {@code lead.drift} is the population stability index of the
 * score and of each feature, by vertical and source, over windows of some hundred leads of this node, one after another. There
 * is a value once the first window is full, and none once the last full one is six hours old. Sources are the families that the feature {@code traffic} knows, so they are few,
 * and {@code all}.
 */
final class DriftMeters implements ModelWatch {

    private static final String SCORE = "score";
    private static final String SOURCE = "traffic";
    private static final String UNTOLD = "untold";
    private static final String ALL = "all";
    private static final int DECILES = 10;
    private static final long OLD = TimeUnit.HOURS.toNanos(6);

    private final MeterRegistry registry;
    private final int leads;
    private final Map<Vertical, Map<String, Window>> windows = new ConcurrentHashMap<>();

    /** @param leads of a window */
    DriftMeters(MeterRegistry registry, int leads) {
        this.registry = registry;
        this.leads = leads;
        for (Vertical vertical : Vertical.values()) {
            window(vertical, ALL).show(SCORE, Double.NaN);
        }
    }

    @Override
    public void saw(Vertical vertical, AdditiveModel champion, Score score) {
        Map<String, Object> values = score.features().values().values();
        String source = values.get(SOURCE) instanceof String family ? family : UNTOLD;
        int[] bins = champion.bins(values);
        window(vertical, ALL).add(champion, bins, score.percentile());
        window(vertical, source).add(champion, bins, score.percentile());
    }

    private Window window(Vertical vertical, String source) {
        return windows.computeIfAbsent(vertical, any -> new ConcurrentHashMap<>())
                .computeIfAbsent(source, any -> new Window(vertical, source));
    }

    /** The leads of a vertical and source since the last look. Guarded by itself, for less than a microsecond as a rule. */
    private final class Window {

        private final Vertical vertical;
        private final String source;
        private final Map<String, Reading> readings = new HashMap<>();
        private @Nullable AdditiveModel model;
        private int[][] bins = new int[0][];
        private int[] deciles = new int[DECILES];
        private int count;

        Window(Vertical vertical, String source) {
            this.vertical = vertical;
            this.source = source;
        }

        synchronized void add(AdditiveModel champion, int[] row, int percentile) {
            if (champion != model) {
                model = champion;
                readings.values().forEach(reading -> reading.set(Double.NaN));
                empty(champion.reference());
            }
            for (int feature = 0; feature < row.length; feature++) {
                bins[feature][row[feature]]++;
            }
            deciles[Reference.decile(percentile)]++;
            count++;
            if (count == leads) {
                read(champion.reference());
                empty(champion.reference());
            }
        }

        private void read(Reference reference) {
            show(SCORE, StabilityIndex.of(reference.deciles(), deciles));
            List<String> names = reference.features();
            for (int feature = 0; feature < names.size(); feature++) {
                show(names.get(feature), StabilityIndex.of(reference.shares()[feature], bins[feature]));
            }
        }

        synchronized void show(String feature, double index) {
            readings.computeIfAbsent(feature, this::reading).set(index);
        }

        private Reading reading(String feature) {
            Reading reading = new Reading(registry.config().clock());
            Gauge.builder("lead.drift", reading, Reading::get)
                    .description(
                            "Population stability index of score and features against the rows their model was trained"
                                    + " on; from 0.25 leads have become others")
                    .tag("vertical", vertical.name().toLowerCase(Locale.ROOT))
                    .tag("source", source)
                    .tag("feature", feature)
                    .strongReference(true)
                    .register(registry);
            return reading;
        }

        private void empty(Reference reference) {
            double[][] shares = reference.shares();
            bins = new int[shares.length][];
            for (int feature = 0; feature < shares.length; feature++) {
                bins[feature] = new int[shares[feature].length];
            }
            deciles = new int[DECILES];
            count = 0;
        }
    }

    /** What the last full window gave. */
    private static final class Reading {

        private record Value(double index, long at) {}

        private final Clock clock;
        private volatile Value last = new Value(Double.NaN, 0);

        Reading(Clock clock) {
            this.clock = clock;
        }

        void set(double index) {
            last = new Value(index, clock.monotonicTime());
        }

        /** NaN if it is too old to say anything of the leads of now. */
        double get() {
            Value value = last;
            return clock.monotonicTime() - value.at() > OLD ? Double.NaN : value.index();
        }
    }
}
