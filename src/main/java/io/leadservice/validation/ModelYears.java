package io.leadservice.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadservice.lead.Fault;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The one bound of the contract that moves with the calendar: a vehicle's model year is at most next year. */
final class ModelYears {

    private static final String YEAR = "vehicleYear";

    private ModelYears() {}

    /** Faults of an AUTO document on a day; none for other verticals, where the name is the sender's own. */
    static List<Fault> faults(JsonNode document, LocalDate today) {
        if (!"AUTO".equals(document.path("vertical").textValue())) {
            return List.of();
        }
        List<Fault> faults = new ArrayList<>();
        JsonNode vertical = document.path("vertical_data");
        check("/vertical_data/", vertical, today.getYear() + 1, faults);
        JsonNode vehicles = vertical.path("vehicles");
        for (int i = 0; i < vehicles.size(); i++) {
            check("/vertical_data/vehicles/" + i + "/", vehicles.path(i), today.getYear() + 1, faults);
        }
        return faults;
    }

    private static void check(String place, JsonNode vehicle, int latest, List<Fault> faults) {
        JsonNode year = vehicle.path(YEAR);
        if (year.isNumber() && year.doubleValue() > latest) {
            faults.add(new Fault(place + YEAR, "maximum", "must be at most next year, " + latest));
        }
    }
}
