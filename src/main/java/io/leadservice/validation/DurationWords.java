package io.leadservice.validation;

import java.time.Duration;

/** Says a duration in the largest unit that divides it. */
final class DurationWords {

    private DurationWords() {}

    /** Such as {@code 90 days}. */
    static String of(Duration duration) {
        if (duration.toDaysPart() > 0 && duration.equals(Duration.ofDays(duration.toDays()))) {
            return duration.toDays() + " days";
        }
        if (duration.toHours() > 0 && duration.equals(Duration.ofHours(duration.toHours()))) {
            return duration.toHours() + " hours";
        }
        return duration.equals(Duration.ofSeconds(duration.toSeconds()))
                ? duration.toSeconds() + " seconds"
                : duration.toMillis() + " milliseconds";
    }
}
