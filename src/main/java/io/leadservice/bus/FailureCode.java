package io.leadservice.bus;

import java.util.Arrays;
import java.util.Locale;

/** Why a stage gave no result. Only the number crosses the bus, so numbers are never reused. */
public enum FailureCode {
    /** No room, or no turn in time: nothing was done, so try again in a moment. */
    OVERLOADED(1),
    /** The deadline passed first; the work may or may not have been done. */
    DEADLINE(2),
    /** No instance of the stage runs anywhere this node can reach. */
    UNREACHABLE(3),
    /** The stage runs, but its back end does not answer. */
    BACK_END(4),
    /** Stored data do not decrypt or do not parse. */
    CORRUPT(5),
    /** A defect: the stage's log has the details. */
    INTERNAL(6),
    /** Another request for the same thing is not finished: nothing was done, so try again in a moment. */
    CONTESTED(7);

    private final int number;

    FailureCode(int number) {
        this.number = number;
    }

    /** The code's name on metrics and in logs. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The code's form on the bus. */
    public int number() {
        return number;
    }

    /** The code of a number; {@link #INTERNAL} for one that this version does not know. */
    public static FailureCode of(int number) {
        return Arrays.stream(values())
                .filter(code -> code.number == number)
                .findFirst()
                .orElse(INTERNAL);
    }
}
