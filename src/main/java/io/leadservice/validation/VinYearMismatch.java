package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import io.leadservice.lead.RuleCode;
import java.time.ZoneOffset;
import java.util.List;

/**
 * {@code vehicle.vin_year_mismatch}: the year code of a whole VIN names another model year than the lead. Looked at where
 * the check digit shows that the number is right, since a mistyped one tells nothing about the year.
 */
final class VinYearMismatch implements Rule {

    private static final RuleText TEXT = new RuleText(
            RuleCode.VEHICLE_VIN_YEAR_MISMATCH,
            "/vertical_data/vehicleYear",
            "the VIN is of another model year than the one given",
            "ask for both again");

    @Override
    public RuleText text() {
        return TEXT;
    }

    @Override
    public List<Breach> check(Lead lead, Enrichment enrichment) {
        int latest = lead.receivedAt().atZone(ZoneOffset.UTC).getYear() + 1;
        return Vehicle.of(lead).stream()
                .filter(vehicle -> isOfAnotherYear(vehicle, latest))
                .map(vehicle -> TEXT.at(vehicle.pointer() + "/vehicleYear"))
                .toList();
    }

    private static boolean isOfAnotherYear(Vehicle vehicle, int latest) {
        return vehicle.year().isPresent()
                && vehicle.vin()
                        .filter(Vin::hasRightCheckDigit)
                        .flatMap(vin -> vin.modelYear(latest))
                        .filter(year -> year.longValue() != vehicle.year().get())
                        .isPresent();
    }
}
