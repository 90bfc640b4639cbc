package io.leadservice.torture;

import io.leadservice.testbed.Target;
import java.time.Duration;
import java.util.Locale;

/**
 * Something that is done to a process.
 *
 * @param at since the first lead
 * @param outage until it is started again, or goes on
 */
record Fault(Duration at, Kind kind, Target target, Duration outage) {

    /** What is done. */
    enum Kind {
        /** {@code kill -9}, then a start. */
        KILL,
        /** SIGTERM, then a start once it has ended. */
        TERM,
        /** SIGSTOP, then SIGCONT. */
        PAUSE
    }

    String name() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + target;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%6.1f s  %-15s for %.1f s", at.toMillis() / 1000.0, name(), outage.toMillis() / 1000.0);
    }
}
