package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import io.leadservice.lead.RuleCode;
import java.util.List;

/**
 * {@code vehicle.vin_check_digit}: a whole VIN of North America whose check digit is wrong, so that at least one character
 * is (49 CFR 565.15). Elsewhere the digit is no law, and its place may hold anything.
 */
final class VinCheckDigit implements Rule {

    private static final RuleText TEXT = new RuleText(
            RuleCode.VEHICLE_VIN_CHECK_DIGIT,
            Pointers.VIN,
            "the VIN's check digit is wrong, so a character is mistyped",
            "ask for the VIN again");

    @Override
    public RuleText text() {
        return TEXT;
    }

    @Override
    public List<Breach> check(Lead lead, Enrichment enrichment) {
        return Vehicle.of(lead).stream()
                .filter(vehicle -> vehicle.vin()
                        .filter(vin -> vin.isNorthAmerican() && !vin.hasRightCheckDigit())
                        .isPresent())
                .map(vehicle -> TEXT.at(vehicle.pointer() + "/vin"))
                .toList();
    }
}
