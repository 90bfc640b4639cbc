package io.leadservice.lead;

import java.util.Optional;

/**
 * Where a ZIP lies. Coarse enough to be no personal data.
 *
 * @param state two letters as the Postal Service uses them; AA, AE and AP are the armed forces
 * @param city the town of its post office
 * @param county the county, parish, borough or municipality
 * @param point the middle of its area
 * @param timeZone name in the IANA database, such as {@code America/Chicago}
 */
public record Place(
        String state,
        Optional<String> city,
        Optional<String> county,
        Optional<Point> point,
        Optional<String> timeZone) {

    /**
     * A point on the earth (WGS 84).
     *
     * @param latitude degrees, north is positive
     * @param longitude degrees, east is positive
     */
    public record Point(double latitude, double longitude) {}
}
