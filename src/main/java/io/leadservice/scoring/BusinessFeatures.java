package io.leadservice.scoring;

import static io.leadservice.scoring.VerticalFields.category;
import static io.leadservice.scoring.VerticalFields.number;

import io.leadservice.lead.ValidatedLead;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a model reads of a COMMERCIAL lead. */
final class BusinessFeatures {

    private static final int SECTOR_DIGITS = 2;
    private static final Bands COUNT = Bands.from(0, 1, 2, 3, 5, 10, 25);
    private static final Bands CLAIMS = Bands.from(0, 1, 2, 3);
    private static final Bands YEARS = Bands.from(0, 1, 3, 5, 10, 20, 40);
    private static final Bands EMPLOYEES = Bands.from(0, 1, 5, 10, 25, 50, 100, 250, 1_000);
    private static final Bands DOLLARS =
            Bands.from(0, 50_000, 100_000, 250_000, 500_000, 1_000_000, 5_000_000, 25_000_000);

    static final List<LeadFeature> COMMERCIAL = Stream.concat(
                    VerticalFields.cover().stream(),
                    Stream.of(
                            category(
                                    "business_type",
                                    "businessType",
                                    "llc",
                                    "corporation",
                                    "partnership",
                                    "sole_proprietor"),
                            VerticalFields.of("sector", BusinessFeatures::sector),
                            number("years_in_business", "yearsInBusiness", YEARS),
                            number("employees", "employees", EMPLOYEES),
                            number("revenue", "revenue", DOLLARS),
                            number("payroll", "payroll", DOLLARS),
                            number("coverages", "coverageTypes", COUNT),
                            number("locations", "locations", COUNT),
                            number("business_vehicles", "vehicles", COUNT),
                            number("claims", "claims", CLAIMS)))
            .toList();

    private BusinessFeatures() {}

    /** The first two digits of the NAICS code. */
    private static Optional<String> sector(ValidatedLead lead) {
        Object naics = lead.lead().verticalData().values().get("naics");
        String code = naics instanceof String || naics instanceof Long ? naics.toString() : "";
        return code.length() >= SECTOR_DIGITS ? Optional.of(code.substring(0, SECTOR_DIGITS)) : Optional.empty();
    }
}
