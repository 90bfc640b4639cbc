package io.leadservice.validation;

import java.util.Arrays;
import java.util.Optional;

/**
 * Which state a ZIP lies in, from the Postal Service's list of three-digit prefixes: one table of 100,000 references.
 * Safe to share between threads. A few ZIPs reach over a state's border; the table knows the state of their post office.
 */
final class ZipStates {

    private static final int ZIPS = 100_000;
    private static final int ZIP_LENGTH = 5;
    private static final String UNASSIGNED = "-";

    private final String[] states;

    private ZipStates(String[] states) {
        this.states = states;
    }

    /** Reads the list. Blocks. */
    static ZipStates load() {
        String[] states = new String[ZIPS];
        Arrays.fill(states, UNASSIGNED);
        for (String line : Resources.lines("validation/zip3-states.csv")) {
            String[] row = line.split(",", -1);
            int first = Integer.parseInt(pad(row[0], '0'));
            int last = Integer.parseInt(pad(row[1], '9'));
            Arrays.fill(states, first, last + 1, row[2]);
        }
        return new ZipStates(states);
    }

    /** The state of a ZIP of five digits; empty if it is not assigned. */
    Optional<String> state(String zip5) {
        String state = states[Integer.parseInt(zip5)];
        return state.equals(UNASSIGNED) ? Optional.empty() : Optional.of(state);
    }

    private static String pad(String prefix, char digit) {
        return prefix + String.valueOf(digit).repeat(ZIP_LENGTH - prefix.length());
    }
}
