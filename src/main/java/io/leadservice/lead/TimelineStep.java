package io.leadservice.lead;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * One step on the way of a lead, as whoever asked for it saw it. Holds nothing of the person.
 *
 * @param step which
 * @param at when it began, by the clock of the node that asked
 * @param took how long it took; none where its end is not known, as of the write that keeps the timeline
 * @param worked of it the stage worked: the rest was waiting and the way
 * @param node where the work was done; empty if it is not known
 * @param cached whether a cache had the answer
 * @param version of what decided: rules, or model
 * @param decision what came of it, such as {@code rejected}
 */
public record TimelineStep(
        Step step,
        Instant at,
        Optional<Duration> took,
        Optional<Duration> worked,
        String node,
        boolean cached,
        Optional<String> version,
        String decision) {

    public TimelineStep {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The steps there are. */
    public enum Step {
        /** It came in. */
        RECEIVED,
        /** It was taken out of the queue of intake. */
        RESUMED,
        VALIDATION,
        SCORING,
        PERSISTENCE;

        /** The name in answers, such as {@code validation}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A moment, not a piece of work. */
    public static TimelineStep moment(Step step, Instant at, String decision) {
        return new TimelineStep(step, at, Optional.empty(), Optional.empty(), "", false, Optional.empty(), decision);
    }
}
