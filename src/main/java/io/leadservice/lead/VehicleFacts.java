package io.leadservice.lead;

import java.util.Optional;

/**
 * What a vehicle identification number tells. The number is personal data, so {@link #toString} does not show it.
 *
 * @param vin 17 capital letters and digits
 * @param modelYear the model year
 * @param maker the make, or the manufacturer where its plant builds several makes
 */
public record VehicleFacts(String vin, Optional<Integer> modelYear, Optional<String> maker) {

    @Override
    public String toString() {
        return "VehicleFacts[hidden]";
    }
}
