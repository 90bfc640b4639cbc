package io.leadservice.bench;

import java.time.Duration;
import java.util.List;

/** How requests come. */
sealed interface Load {

    /** For how long. */
    Duration length();

    /**
     * At moments that are fixed beforehand, whatever the answers: latency counts from these moments, so that a service that
     * stands still is not asked less, and does not look better for it.
     *
     * @param legs one after the other without a pause
     */
    record Open(List<Leg> legs) implements Load {

        public Open {
            legs = List.copyOf(legs);
        }

        static Open at(double rate, Duration length) {
            return new Open(List.of(new Leg(rate, length)));
        }

        @Override
        public Duration length() {
            return legs.stream().map(Leg::length).reduce(Duration.ZERO, Duration::plus);
        }
    }

    /** @param rate requests a second */
    record Leg(double rate, Duration length) {}

    /** Always so many at once, each sent as soon as the one before it is answered. */
    record Closed(int inFlight, Duration length) implements Load {}
}
