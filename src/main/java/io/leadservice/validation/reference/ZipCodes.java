package io.leadservice.validation.reference;

import io.leadservice.lead.Place;
import io.leadservice.lead.Place.Point;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where each assigned ZIP lies: GeoNames' postal codes of the United States, and the ranges of
 * the territories and the armed forces, of which only state and time zone are known. A few ZIPs reach over a state's border; the table knows
 * the state of their post office.
 */
public final class ZipCodes {

    private static final int ZIPS = 100_000;
    private static final String NONE = "-";

    private final Place[] places;

    private ZipCodes(Place[] places) {
        this.places = places;
    }

    /** Reads both lists. Blocks. */
    public static ZipCodes load() {
        Place[] places = new Place[ZIPS];
        for (String line : Resources.lines("validation/zip-ranges.tsv")) {
            String[] row = line.split("\t", -1);
            Place place = new Place(row[2], Optional.empty(), Optional.empty(), Optional.empty(), text(row[3]));
            for (int zip = Integer.parseInt(row[0]); zip <= Integer.parseInt(row[1]); zip++) {
                places[zip] = place;
            }
        }
        Map<String, Optional<String>> words = new HashMap<>();
        for (String line : Resources.lines("validation/zips.tsv")) {
            String[] row = line.split("\t", -1);
            places[Integer.parseInt(row[0])] = new Place(
                    words.computeIfAbsent(row[1], ZipCodes::text).orElseThrow(),
                    words.computeIfAbsent(row[2], ZipCodes::text),
                    words.computeIfAbsent(row[3], ZipCodes::text),
                    row[4].isEmpty()
                            ? Optional.empty()
                            : Optional.of(new Point(Double.parseDouble(row[4]), Double.parseDouble(row[5]))),
                    words.computeIfAbsent(row[6], ZipCodes::text));
        }
        return new ZipCodes(places);
    }

    /**
     * Where a ZIP lies; empty if it is not assigned.
     *
     * @param zip5 five digits
     */
    public Optional<Place> place(String zip5) {
        return Optional.ofNullable(places[Integer.parseInt(zip5)]);
    }

    private static Optional<String> text(String column) {
        return column.isEmpty() || NONE.equals(column) ? Optional.empty() : Optional.of(column);
    }
}
