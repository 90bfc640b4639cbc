package io.leadservice.validation.reference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which region and time zones the numbers of the North American Numbering Plan belong to, by libphonenumber's maps. An area
 * code lies in one region; its exchanges may lie in other time zones than its larger part.
 */
public final class PhoneAreas {

    private static final int AREA_DIGITS = 3;
    private static final int LONGEST_PREFIX = 6;

    private final Map<String, Area> areas;

    private PhoneAreas(Map<String, Area> areas) {
        this.areas = areas;
    }

    /** Reads the list. Blocks. */
    public static PhoneAreas load() {
        Map<String, Area> areas = new HashMap<>();
        Map<String, List<String>> zones = new HashMap<>();
        for (String line : Resources.lines("validation/phone-areas.tsv")) {
            String[] row = line.split("\t", -1);
            areas.put(
                    row[0],
                    new Area(
                            row[1].isEmpty() ? Optional.empty() : Optional.of(row[1]),
                            zones.computeIfAbsent(row[2], names -> List.of(names.split(",")))));
        }
        return new PhoneAreas(Map.copyOf(areas));
    }

    /**
     * The area of a number; empty if its area code belongs to no place, as toll-free ones do.
     *
     * @param national ten digits
     */
    public Optional<Area> area(String national) {
        for (int digits = LONGEST_PREFIX; digits >= AREA_DIGITS; digits--) {
            Area area = areas.get(national.substring(0, digits));
            if (area != null) {
                return Optional.of(area);
            }
        }
        return Optional.empty();
    }

    /**
     * The area of numbers with a common beginning.
     *
     * @param region state, territory or province, two letters; none for other countries of the plan
     * @param timeZones names in the IANA database
     */
    public record Area(Optional<String> region, List<String> timeZones) {

        public Area {
            timeZones = List.copyOf(timeZones);
        }
    }
}
