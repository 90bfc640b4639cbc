package io.leadservice.scoring;

import static io.leadservice.scoring.VerticalFields.category;
import static io.leadservice.scoring.VerticalFields.number;

import io.leadservice.lead.ValidatedLead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a model reads of an AUTO lead. */
final class VehicleFeatures {

    private static final Bands COUNT = Bands.from(0, 1, 2, 3, 4);
    private static final Bands MILEAGE = Bands.from(0, 5_000, 7_500, 10_000, 12_500, 15_000, 20_000, 30_000);
    private static final Bands VEHICLE_AGE = Bands.from(0, 2, 4, 6, 8, 10, 13, 16, 20, 25);

    private static final Set<String> LICENSES = Set.of("valid", "suspended", "expired", "permit");

    static final List<LeadFeature> AUTO = Stream.concat(
                    VerticalFields.cover().stream(),
                    Stream.of(
                            VerticalFields.of("vehicles", lead -> COUNT.band(1 + listed(lead, "vehicles"))),
                            number("drivers", "drivers", COUNT),
                            VerticalFields.of("vehicle_age", VehicleFeatures::vehicleAge),
                            VerticalFields.of("incidents", VehicleFeatures::incidents),
                            VerticalFields.of("license", VehicleFeatures::license),
                            VerticalFields.of("vin", VehicleFeatures::vin),
                            category("ownership", "ownership", "owned", "financed", "leased"),
                            category("primary_use", "primaryUse", "personal", "commute", "business", "rideshare"),
                            number("annual_mileage", "annualMileage", MILEAGE),
                            category(
                                    "coverage_level",
                                    "coverageLevel",
                                    "state_minimum",
                                    "basic",
                                    "standard",
                                    "premium")))
            .toList();

    private VehicleFeatures() {}

    private static int listed(ValidatedLead lead, String field) {
        return lead.lead().verticalData().values().get(field) instanceof List<?> list ? list.size() : 0;
    }

    /** Of the newest vehicle. */
    private static Optional<Long> vehicleAge(ValidatedLead lead) {
        long newest = lead.lead().verticalData().integer("vehicleYear").orElse(Long.MIN_VALUE);
        if (lead.lead().verticalData().values().get("vehicles") instanceof List<?> vehicles) {
            for (Object vehicle : vehicles) {
                if (vehicle instanceof Map<?, ?> fields && fields.get("vehicleYear") instanceof Long year) {
                    newest = Math.max(newest, year);
                }
            }
        }
        return newest == Long.MIN_VALUE
                ? Optional.empty()
                : VEHICLE_AGE.band(VerticalFields.arrival(lead).getYear() - newest);
    }

    /** Accidents and violations together; missing where neither is told. */
    private static Optional<Long> incidents(ValidatedLead lead) {
        Optional<Double> accidents = VerticalFields.number(lead, "accidents");
        Optional<Double> violations = VerticalFields.number(lead, "violations");
        return accidents.isEmpty() && violations.isEmpty()
                ? Optional.empty()
                : COUNT.band(accidents.orElse(0.0) + violations.orElse(0.0));
    }

    /** Of the first driver. */
    private static Optional<String> license(ValidatedLead lead) {
        return lead.lead().verticalData().values().get("drivers") instanceof List<?> drivers
                        && !drivers.isEmpty()
                        && drivers.get(0) instanceof Map<?, ?> driver
                        && driver.get("licenseStatus") instanceof String status
                ? Optional.of(VerticalFields.known(status, LICENSES))
                : Optional.empty();
    }

    private static Optional<String> vin(ValidatedLead lead) {
        if (ContactFeatures.found(lead, "vehicle.vin")) {
            return Optional.of("wrong");
        }
        return Optional.of(lead.lead().verticalData().values().containsKey("vin") ? "given" : "absent");
    }
}
