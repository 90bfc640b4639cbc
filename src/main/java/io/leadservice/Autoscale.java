package io.leadservice;

/**
 * Decides from how full the windows of a stage are how many instances it is to have. One more after three readings in a row of more
 * than 70 %, one fewer after twelve of less than 20 %: what one more takes off the others is far from either, so the number does not
 * swing. Not thread-safe.
 */
final class Autoscale {

    private static final double FULL = 0.7;
    private static final double EMPTY = 0.2;
    private static final int FULL_READINGS = 3;
    private static final int EMPTY_READINGS = 12;

    private final int min;
    private final int max;
    private int full;
    private int empty;

    /** @param min at most max */
    Autoscale(int min, int max) {
        this.min = min;
        this.max = max;
    }

    /**
     * Takes a reading.
     *
     * @param use of all windows together, 0 to 1
     * @param instances that are to run now
     * @return how many are to run
     */
    int next(double use, int instances) {
        full = use > FULL ? full + 1 : 0;
        empty = use < EMPTY ? empty + 1 : 0;
        int wanted = instances;
        if (full >= FULL_READINGS) {
            wanted++;
            full = 0;
        } else if (empty >= EMPTY_READINGS) {
            wanted--;
            empty = 0;
        }
        return Math.max(min, Math.min(max, wanted));
    }
}
