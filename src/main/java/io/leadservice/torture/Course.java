package io.leadservice.torture;

import java.util.Locale;

/** What kind of faults a run has. */
public enum Course {
    /** Drawn by the seed: all kinds, nodes and back ends. */
    RANDOM,
    /** One node is killed and starts again at once; 15 s later no attempt fails any more but at its closed port. */
    KILL,
    /** Each node in turn stops in order and starts again, as in a rolling update; no attempt fails but by a 503 or at a closed port. */
    ROLLING;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
