package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import io.leadservice.lead.RuleCode;
import io.leadservice.validation.reference.VehicleMakes;
import java.util.List;

/** {@code vehicle.unknown_make}: nobody is known to have built vehicles under that name. */
final class VehicleUnknownMake implements Rule {

    private static final RuleText TEXT = new RuleText(
            RuleCode.VEHICLE_UNKNOWN_MAKE,
            "/vertical_data/make",
            "no such make is known",
            "ask for the make as it stands on the vehicle");

    private final VehicleMakes makes;

    VehicleUnknownMake(VehicleMakes makes) {
        this.makes = makes;
    }

    @Override
    public RuleText text() {
        return TEXT;
    }

    @Override
    public List<Breach> check(Lead lead, Enrichment enrichment) {
        return Vehicle.of(lead).stream()
                .filter(vehicle ->
                        vehicle.make().filter(make -> !makes.isKnown(make)).isPresent())
                .map(vehicle -> TEXT.at(vehicle.pointer() + "/make"))
                .toList();
    }
}
