package io.leadservice.lead;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An enrichment as fields, in the two halves in which it is kept and shown: what may be clear, and what is personal. */
public final class EnrichmentFields {

    private static final int OF_AGE = 18;
    private static final int FIRST_BAND = 25;
    private static final int LAST_BAND = 75;
    private static final int BAND = 10;

    private EnrichmentFields() {}

    /** What tells no one apart: place by ZIP, area and kind of the phone, kind of the mailbox, band of the age. */
    public static Attributes coarse(Enrichment enrichment) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("free_mail", enrichment.freeMail());
        enrichment.age().ifPresent(age -> fields.put("age_band", band(age)));
        enrichment.line().ifPresent(line -> fields.put("phone", line(line)));
        enrichment.place().ifPresent(place -> fields.put("place", place(place)));
        return new Attributes(fields);
    }

    /** What is personal data, in normal form. */
    public static Attributes personal(Enrichment enrichment) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("email", enrichment.email());
        put(fields, "phone_e164", enrichment.phone());
        put(fields, "age", enrichment.age());
        enrichment.text().ifPresent(text -> {
            fields.put("first_name", text.firstName());
            fields.put("last_name", text.lastName());
            put(fields, "street", text.street());
            put(fields, "city", text.city());
        });
        enrichment.vehicle().ifPresent(vehicle -> fields.put("vehicle", vehicle(vehicle)));
        return new Attributes(fields);
    }

    private static String band(int age) {
        if (age < OF_AGE) {
            return "0-17";
        }
        if (age < FIRST_BAND) {
            return "18-24";
        }
        if (age >= LAST_BAND) {
            return "75+";
        }
        int start = FIRST_BAND + (age - FIRST_BAND) / BAND * BAND;
        return start + "-" + (start + BAND - 1);
    }

    private static Map<String, Object> line(PhoneLine line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", line.kind().name());
        put(fields, "region", line.region());
        fields.put("time_zones", line.timeZones());
        return fields;
    }

    private static Map<String, Object> place(Place place) {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "city", place.city());
        put(fields, "county", place.county());
        fields.put("state", place.state());
        place.point().ifPresent(point -> {
            fields.put("latitude", point.latitude());
            fields.put("longitude", point.longitude());
        });
        put(fields, "time_zone", place.timeZone());
        return fields;
    }

    private static Map<String, Object> vehicle(VehicleFacts vehicle) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("vin", vehicle.vin());
        put(fields, "model_year", vehicle.modelYear());
        put(fields, "maker", vehicle.maker());
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, Optional<?> value) {
        value.ifPresent(present -> fields.put(name, present));
    }
}
