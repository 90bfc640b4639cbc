package io.leadservice.validation.reference;

import io.leadservice.lead.Place;
import io.leadservice.lead.Place.Point;
import java.util.List;
import java.util.Optional;

/**
 * Where each assigned ZIP lies: GeoNames' postal codes of the United States, and the ranges of
 * the territories and the armed forces, of which only state and time zone are known. A few ZIPs reach over a state's border; the table knows
 * the state of their post office.
 */
public final class ZipCodes {

    private static final String NONE = "-";

    /** Assigned ZIPs of which less is known. */
    private record Range(String first, String last, Place place) {}

    private final SortedText zips;
    private final List<Range> ranges;

    private ZipCodes(SortedText zips, List<Range> ranges) {
        this.zips = zips;
        this.ranges = ranges;
    }

    /** Reads both lists. Blocks. */
    public static ZipCodes load() {
        return new ZipCodes(
                SortedText.load("validation/zips.tsv"),
                Resources.lines("validation/zip-ranges.tsv").stream()
                        .map(line -> line.split("\t", -1))
                        .map(row -> new Range(
                                row[0],
                                row[1],
                                new Place(row[2], Optional.empty(), Optional.empty(), Optional.empty(), text(row[3]))))
                        .toList());
    }

    /**
     * Where a ZIP lies; empty if it is not assigned.
     *
     * @param zip5 five digits
     */
    public Optional<Place> place(String zip5) {
        return zips.row(zip5).map(ZipCodes::parsed).or(() -> inRange(zip5));
    }

    private static Place parsed(String row) {
        String[] columns = row.split("\t", -1);
        return new Place(
                columns[0],
                text(columns[1]),
                text(columns[2]),
                columns[3].isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Point(Double.parseDouble(columns[3]), Double.parseDouble(columns[4]))),
                text(columns[5]));
    }

    private Optional<Place> inRange(String zip5) {
        return ranges.stream()
                .filter(range ->
                        range.first().compareTo(zip5) <= 0 && range.last().compareTo(zip5) >= 0)
                .map(Range::place)
                .findFirst();
    }

    private static Optional<String> text(String column) {
        return column.isEmpty() || NONE.equals(column) ? Optional.empty() : Optional.of(column);
    }
}
