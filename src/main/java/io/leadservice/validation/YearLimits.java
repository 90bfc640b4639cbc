package io.leadservice.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadservice.lead.Fault;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The bounds of the contract that move with the calendar: a model year, and the year a house is built, is at most next year. */
final class YearLimits {

    private static final String DATA = "/vertical_data/";
    private static final String MODEL_YEAR = "vehicleYear";
    private static final String YEAR_BUILT = "yearBuilt";

    private YearLimits() {}

    /** Faults of a document on a day; in other verticals a field of the same name is the sender's own. */
    static List<Fault> faults(JsonNode document, LocalDate today) {
        int latest = today.getYear() + 1;
        JsonNode data = document.path("vertical_data");
        List<Fault> faults = new ArrayList<>(0);
        switch (document.path("vertical").asText()) {
            case "AUTO" -> {
                check(DATA, data, MODEL_YEAR, latest, faults);
                JsonNode vehicles = data.path("vehicles");
                for (int i = 0; i < vehicles.size(); i++) {
                    check(DATA + "vehicles/" + i + "/", vehicles.path(i), MODEL_YEAR, latest, faults);
                }
            }
            case "HOME" -> check(DATA, data, YEAR_BUILT, latest, faults);
            default -> {
                // no year of the other verticals is bounded
            }
        }
        return faults;
    }

    private static void check(String place, JsonNode object, String field, int latest, List<Fault> faults) {
        JsonNode year = object.path(field);
        if (year.isNumber() && year.doubleValue() > latest) {
            faults.add(new Fault(place + field, "maximum", "must be at most next year, " + latest));
        }
    }
}
