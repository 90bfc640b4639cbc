package io.leadservice.torture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Makes leads of invented people, no two of a run alike. The same seed and number make the same lead. Thread-safe. */
final class Payloads {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RADIX = 36;
    private static final int LINES = 10_000;
    private static final int EXCHANGES = 700;
    private static final int FIRST_EXCHANGE = 230;
    private static final List<String> FIRST = List.of("Ann", "Bo", "Chloé", "D'Arcy", "Eve", "Finn", "Gül", "Henry");
    private static final List<String> LAST = List.of("Example", "O'Hara", "Müller", "Smith-Jones", "Lee", "Nowak");
    private static final List<String> VERTICALS = List.of("AUTO", "LIFE", "RENTERS");

    private final long seed;

    Payloads(long seed) {
        this.seed = seed;
    }

    /** @param number below 7 million, so that every phone is another one */
    Payload of(int number) {
        Random random = new Random(seed * LINES + number);
        String marker = "torture-" + Long.toUnsignedString(seed, RADIX) + "-" + number;
        Map<String, Object> person = person(marker, number, random);
        Map<String, Object> address = Map.of(
                "street", 1 + random.nextInt(LINES) + " Main St", "city", "Martensdale", "state", "IA", "zip", "50160");
        String vertical = pick(VERTICALS, random);
        Map<String, Object> verticalData = verticalData(vertical, random);

        Map<String, Object> contact = new LinkedHashMap<>(person);
        contact.put("address", address);
        Map<String, Object> lead = new LinkedHashMap<>();
        lead.put("vertical", vertical);
        lead.put("contact_info", contact);
        lead.put("vertical_data", verticalData);
        lead.put("session_id", marker);

        Map<String, Object> fields = new HashMap<>(person);
        fields.putAll(address);
        fields.put("vertical", vertical);
        fields.put("vertical_data", verticalData);
        return new Payload(marker, json(lead), fields);
    }

    private static Map<String, Object> person(String marker, int number, Random random) {
        return Map.of(
                "firstName", pick(FIRST, random),
                "lastName", pick(LAST, random),
                "email", marker + "@example.com",
                "phone", phone(number),
                "dateOfBirth", 1950 + random.nextInt(50) + "-06-15");
    }

    private static Map<String, Object> verticalData(String vertical, Random random) {
        return switch (vertical) {
            case "AUTO" -> Map.of("vehicleYear", 2000 + random.nextInt(25), "make", "Toyota", "model", "Camry");
            case "LIFE" ->
                Map.of("coverageType", "TERM", "coverageAmount", 1_000 * (50 + random.nextInt(500)), "tobacco", false);
            default -> Map.of("propertyType", "APARTMENT", "personalProperty", 1_000 * (10 + random.nextInt(50)));
        };
    }

    /** Lines of several exchanges of Iowa. */
    private static String phone(int number) {
        int exchange = FIRST_EXCHANGE + number / LINES % EXCHANGES;
        return String.format(Locale.ROOT, "319%03d%04d", exchange, number % LINES);
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static String json(Map<String, Object> lead) {
        try {
            return JSON.writeValueAsString(lead);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text and numbers are JSON", e);
        }
    }
}
