package io.leadservice.bench;

import io.leadservice.bench.Stand.Setting;
import io.leadservice.testbed.Target.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is measured. Each has a service of its own. */
public enum Scenario {
    /** Leads at a fixed rate. */
    STEADY(Setting.PLAIN) {
        @Override
        void run(Stand stand, Figures figures) throws IOException, InterruptedException {
            figures.add(stand.measure(stand.atRate()));
            stand.compareWithBare(figures, stand.plan().rate());
        }
    },
    /** As many as go. */
    MAX(Setting.PLAIN) {
        @Override
        void run(Stand stand, Figures figures) throws IOException, InterruptedException {
            Measurement measured = stand.measure(stand.closed(stand.plan().length()));
            figures.add(measured);
            figures.put("errors", measured.bad() - measured.count(REFUSED));
            stand.compareWithBare(figures, figures.get(LEADS));
            stand.compareWithInserts(figures);
        }
    },
    /** From a quarter of what goes to three times as much. */
    RAMP(Setting.PLAIN) {
        @Override
        void run(Stand stand, Figures figures) throws IOException, InterruptedException {
            new Ramp(stand, figures).run();
        }
    },
    /** Ten times as many for a while. */
    BURST(Setting.PLAIN) {
        @Override
        void run(Stand stand, Figures figures) throws IOException, InterruptedException {
            double base = stand.plan().rate() / BASE_OF_BURST;
            Duration third = stand.plan().length().dividedBy(3);
            Measurement measured = stand.measure(new Load.Open(List.of(
                    new Load.Leg(base, third),
                    new Load.Leg(base * BURST_FACTOR, third.dividedBy(2)),
                    new Load.Leg(base, third))));
            figures.put("errors", measured.bad() - measured.count(REFUSED));
            figures.put("refused", measured.count(REFUSED));
            figures.put("burst-per-second", base * BURST_FACTOR);
            figures.put("burst-taken-per-second", measured.tallies().get(1).rate());
            figures.put("p99-before-ms", measured.tallies().get(0).millis(99));
            figures.put("p99-burst-ms", measured.tallies().get(1).millis(99));
            figures.put("p99-after-ms", measured.tallies().get(2).millis(99));
        }
    },
    /** Services outside that take 100 ms and fail at times. */
    SLOW_OUTSIDE(new Setting(1, false, Stand.Outside.BAD_DAY, true, 1, Stand.TAKEN)) {
        @Override
        void run(Stand stand, Figures figures) throws IOException, InterruptedException {
            double calls = stand.sum(CALLS, "");
            double answered = stand.sum(CALLS, "outcome=\"answered\"");
            figures.add(stand.measure(stand.atRate()));
            figures.put(
                    "answered-share",
                    (stand.sum(CALLS, "outcome=\"answered\"") - answered) / (stand.sum(CALLS, "") - calls));
        }
    },
    /** Redis is away for half of the time. */
    REDIS_OFF(Setting.PLAIN) {
        @Override
        void run(Stand stand, Figures figures) throws IOException, InterruptedException {
            figures.add(stand.measureWithout(Role.REDIS, stand.atRate()));
        }
    },
    /** Kafka is away for half of the time. */
    KAFKA_OFF(Setting.PLAIN) {
        @Override
        void run(Stand stand, Figures figures) throws IOException, InterruptedException {
            figures.add(stand.measureWithout(Role.KAFKA, stand.atRate()));
            figures.put("unpublished", stand.awaitPublished());
        }
    },
    /** Nine of ten leads are of persons who were here before, so that what services outside said of them is known. */
    REPEAT(new Setting(1, false, Stand.Outside.BAD_DAY, false, 10, Set.of(201, 202, 409))) {
        @Override
        void run(Stand stand, Figures figures) throws IOException, InterruptedException {
            double gets = stand.sum(CACHE, "");
            double hits = stand.sum(CACHE, "result=\"hit\"");
            figures.add(stand.measure(stand.atRate()));
            figures.put("cache-hit-share", (stand.sum(CACHE, "result=\"hit\"") - hits) / (stand.sum(CACHE, "") - gets));
        }
    },
    /** Uploads of a thousand. */
    BATCH(Setting.PLAIN) {
        @Override
        void run(Stand stand, Figures figures) throws IOException, InterruptedException {
            figures.add(stand.measureBatches());
            stand.compareWithInserts(figures);
        }
    },
    /** 1, 2, 4 and 8 instances of a scoring stage that waits 20 ms for each lead, one after another. */
    SCALE(new Setting(1, false, Stand.Outside.ONE_AT_A_TIME, true, 1, Stand.TAKEN)) {
        @Override
        void warmUp(Stand stand) throws IOException, InterruptedException {
            stand.scale("scoring", MOST_INSTANCES);
            stand.warmUp(atOnce(MOST_INSTANCES));
        }

        @Override
        void run(Stand stand, Figures figures) throws IOException, InterruptedException {
            double one = 0;
            long errors = 0;
            for (int instances = 1; instances <= MOST_INSTANCES; instances *= 2) {
                stand.scale("scoring", instances);
                Measurement measured = stand.measure(new Load.Closed(atOnce(instances), stand.shorter()));
                double rate = measured.tally().rate();
                one = instances == 1 ? rate : one;
                errors += measured.bad() - measured.count(REFUSED);
                figures.put("leads-per-second-" + instances, rate).put("growth-" + instances, rate / one);
            }
            figures.put("errors", errors);
        }
    },
    /** One request after the other while ten thousand, a hundred thousand and a million leads are stored. */
    GROWTH(Setting.PLAIN) {
        @Override
        void run(Stand stand, Figures figures) throws IOException, InterruptedException {
            new Growth(stand, figures).run();
        }

        @Override
        public boolean needsOutsideStore() {
            return true;
        }
    },
    /** Two clustered nodes. */
    TWO_NODES(new Setting(2, true, Stand.Outside.NONE, true, 1, Stand.TAKEN)) {
        @Override
        void run(Stand stand, Figures figures) throws IOException, InterruptedException {
            figures.add(stand.measure(stand.atRate()));
        }
    },
    /** Two nodes by turns, one without traces and metrics and one with them. */
    TELEMETRY(Setting.of(Comparison.TELEMETRY)) {
        @Override
        void run(Stand stand, Figures figures) throws IOException, InterruptedException {
            new ByTurns(stand, figures, Comparison.TELEMETRY).run();
        }
    },
    /** Two nodes by turns, one with the JVM options of {@code bin/lead} and one with further ones. */
    JAVA_OPTIONS(Setting.of(Comparison.JAVA_OPTIONS)) {
        @Override
        void run(Stand stand, Figures figures) throws IOException, InterruptedException {
            new ByTurns(stand, figures, Comparison.JAVA_OPTIONS).run();
        }

        @Override
        public boolean needsOtherJavaOptions() {
            return true;
        }
    };

    static final String LEADS = "leads-per-second";
    static final int REFUSED = 503;
    private static final String CALLS = "outside_calls_seconds_count";
    private static final String CACHE = "cache_gets_total";
    private static final double BASE_OF_BURST = 5.0;
    private static final int BURST_FACTOR = 10;
    private static final int MOST_INSTANCES = 8;

    @SuppressWarnings("ImmutableEnumChecker") // the record copies its set
    private final Setting setting;

    Scenario(Setting setting) {
        this.setting = setting;
    }

    /** For each instance one lead at work, one that waits for it, and one in another stage. */
    private static int atOnce(int instances) {
        return 3 * instances;
    }

    void warmUp(Stand stand) throws IOException, InterruptedException {
        stand.warmUp();
        if (EnumSet.of(STEADY, SLOW_OUTSIDE, REDIS_OFF, KAFKA_OFF, REPEAT, TWO_NODES)
                .contains(this)) {
            stand.settle();
        }
    }

    /** On a warm service. */
    abstract void run(Stand stand, Figures figures) throws IOException, InterruptedException;

    /** Whether it is nothing for the embedded store, which keeps its indexes in memory and has few. */
    public boolean needsOutsideStore() {
        return false;
    }

    /** Whether it compares the usual JVM options with others, which are to be named. */
    public boolean needsOtherJavaOptions() {
        return false;
    }

    Setting setting() {
        return setting;
    }

    /** As it is typed. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
