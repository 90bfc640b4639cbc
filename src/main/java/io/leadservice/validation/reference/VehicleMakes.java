package io.leadservice.validation.reference;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The makes of vehicles that people insure: those of NHTSA's vPIC, which registers makers since 1981, and a list of older
 * and foreign ones and of names in daily use. Case, spaces and punctuation do not matter.
 */
public final class VehicleMakes {

    private static final int SHORTEST_WORD = 2;

    private final Set<String> makes;

    private VehicleMakes(Set<String> makes) {
        this.makes = makes;
    }

    /** Reads both lists. Blocks. */
    public static VehicleMakes load() {
        return new VehicleMakes(Stream.of("validation/vehicle-makes.txt", "validation/further-makes.txt")
                .flatMap(path -> Resources.lines(path).stream())
                .map(VehicleMakes::key)
                .filter(key -> !key.isEmpty())
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether a make is known, alone or as the first word, as in {@code Ford Motor Company}. */
    public boolean isKnown(String make) {
        if (makes.contains(key(make))) {
            return true;
        }
        String stripped = make.strip();
        int space = stripped.indexOf(' ');
        return space >= SHORTEST_WORD && makes.contains(key(stripped.substring(0, space)));
    }

    private static String key(String make) {
        String upper = make.toUpperCase(Locale.ROOT);
        StringBuilder key = new StringBuilder(upper.length());
        int next;
        for (int i = 0; i < upper.length(); i += Character.charCount(next)) {
            next = upper.codePointAt(i);
            if (Character.isLetterOrDigit(next)) {
                key.appendCodePoint(next);
            }
        }
        return key.toString();
    }
}
