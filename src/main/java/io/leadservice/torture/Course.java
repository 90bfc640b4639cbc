package io.leadservice.torture;

import java.util.Locale;

/** What kind of faults a run has. */
public enum Course {
    /** Drawn by the seed: all kinds, nodes and back ends. */
    RANDOM(100, 4),
    /** One node is killed and starts again at once; 15 s later no attempt fails any more but at its closed port. */
    KILL(6_000, 16),
    /** Each node in turn stops in order and starts again, as in a rolling update; no attempt fails but at a closed port. */
    ROLLING(6_000, 16);

    private final int warmUp;
    private final int atOnce;

    Course(int warmUp, int atOnce) {
        this.warmUp = warmUp;
        this.atOnce = atOnce;
    }

    /** How many leads bring the nodes to their pace: more where the attempts themselves are judged, not only what becomes of a lead. */
    int warmUp() {
        return warmUp;
    }

    /** How many of those at once. */
    int warmUpAtOnce() {
        return atOnce;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
