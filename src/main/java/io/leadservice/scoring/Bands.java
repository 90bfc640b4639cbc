package io.leadservice.scoring;

import java.util.Arrays;
import java.util.Optional;

/** Coarsens a number to the lower end of its band, so that what is kept does not tell one person from another. */
final class Bands {

    private final long[] lowerEnds;

    private Bands(long[] lowerEnds) {
        this.lowerEnds = lowerEnds;
    }

    /** @param lowerEnds rising; what is below the first counts to it */
    static Bands from(long... lowerEnds) {
        return new Bands(lowerEnds.clone());
    }

    /** The lower end of the number's band; empty if the number is no number. */
    Optional<Long> band(double number) {
        return Double.isNaN(number) ? Optional.empty() : band((long) Math.floor(number));
    }

    /** The lower end of the number's band. */
    Optional<Long> band(long number) {
        int found = Arrays.binarySearch(lowerEnds, number);
        int index = found >= 0 ? found : Math.max(0, -found - 2);
        return Optional.of(lowerEnds[index]);
    }
}
