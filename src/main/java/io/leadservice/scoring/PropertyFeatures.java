package io.leadservice.scoring;

import static io.leadservice.scoring.VerticalFields.category;
import static io.leadservice.scoring.VerticalFields.daysUntil;
import static io.leadservice.scoring.VerticalFields.flag;
import static io.leadservice.scoring.VerticalFields.number;

import io.leadservice.lead.ValidatedLead;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a model reads of a HOME and of a RENTERS lead. */
final class PropertyFeatures {

    private static final String[] TYPES = {
        "single_family", "townhouse", "condo", "multi_family", "mobile_home", "apartment"
    };
    private static final Bands CLAIMS = Bands.from(0, 1, 2, 3);
    private static final Bands BUILDING_AGE = Bands.from(0, 5, 10, 20, 30, 40, 50, 75, 100);
    private static final Bands ROOF_AGE = Bands.from(0, 5, 10, 15, 20, 25, 30);
    private static final Bands SQUARE_FEET = Bands.from(0, 800, 1_200, 1_600, 2_000, 2_500, 3_000, 4_000, 6_000);
    private static final Bands CONTENTS = Bands.from(0, 10_000, 20_000, 30_000, 50_000, 75_000, 100_000);
    private static final Bands LIABILITY = Bands.from(0, 50_000, 100_000, 300_000, 500_000);

    static final List<LeadFeature> HOME = Stream.concat(
                    VerticalFields.cover().stream(),
                    Stream.of(
                            category("property_type", "propertyType", TYPES),
                            category("occupancy", "occupancy", "primary", "secondary", "rental", "vacant"),
                            category(
                                    "construction",
                                    "constructionType",
                                    "frame",
                                    "masonry",
                                    "masonry_veneer",
                                    "steel",
                                    "log"),
                            VerticalFields.of("building_age", PropertyFeatures::buildingAge),
                            number("square_feet", "squareFeet", SQUARE_FEET),
                            number("roof_age", "roofAge", ROOF_AGE),
                            flag("security_system", "securitySystem"),
                            number("claims", "claims", CLAIMS)))
            .toList();

    static final List<LeadFeature> RENTERS = Stream.concat(
                    VerticalFields.cover().stream(),
                    Stream.of(
                            category("property_type", "propertyType", TYPES),
                            daysUntil("move_in_days", "moveInDate"),
                            number("contents", "personalProperty", CONTENTS),
                            number("liability_limit", "liabilityLimit", LIABILITY),
                            flag("security_system", "securitySystem"),
                            number("claims", "claims", CLAIMS)))
            .toList();

    private PropertyFeatures() {}

    private static Optional<Long> buildingAge(ValidatedLead lead) {
        return lead.lead()
                .verticalData()
                .integer("yearBuilt")
                .flatMap(year -> BUILDING_AGE.band(VerticalFields.arrival(lead).getYear() - year));
    }
}
