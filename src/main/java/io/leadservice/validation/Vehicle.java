package io.leadservice.validation;

import io.leadservice.lead.Lead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A vehicle of a lead, as far as its rules look at it.
 *
 * @param pointer JSON pointer to the object that describes it
 * @param year model year as sent
 * @param make make as sent
 * @param vin its number, if that is a whole one
 */
record Vehicle(String pointer, Optional<Long> year, Optional<String> make, Optional<Vin> vin) {

    private static final String PLACE = "/vertical_data";

    /** The vehicle of an AUTO lead, then the further ones; of other leads the ones in {@code vehicles}. */
    static List<Vehicle> of(Lead lead) {
        Map<String, Object> data = lead.verticalData().values();
        List<Vehicle> vehicles = new ArrayList<>(1);
        if (data.containsKey("make") || data.containsKey("vin")) {
            vehicles.add(read(PLACE, data));
        }
        if (data.get("vehicles") instanceof List<?> further) {
            for (int i = 0; i < further.size(); i++) {
                if (further.get(i) instanceof Map<?, ?> vehicle) {
                    vehicles.add(read(PLACE + "/vehicles/" + i, vehicle));
                }
            }
        }
        return vehicles;
    }

    private static Vehicle read(String pointer, Map<?, ?> data) {
        return new Vehicle(
                pointer,
                data.get("vehicleYear") instanceof Long year ? Optional.of(year) : Optional.empty(),
                data.get("make") instanceof String make ? Optional.of(make) : Optional.empty(),
                data.get("vin") instanceof String vin ? Vin.of(vin) : Optional.empty());
    }
}
