package io.leadservice;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Leads of invented people, each another person: no two of a test run share an e-mail or a phone. */
final class People {

    private static final int LINES = 10_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(1 << 20));

    private People() {}

    /** A well-formed lead for car insurance. */
    static String lead() {
        int number = NEXT.incrementAndGet();
        return lead("AUTO", email(number), phone(number));
    }

    /** @param phone ten digits */
    static String lead(String vertical, String email, String phone) {
        return ("{'vertical':'" + vertical + "','contact_info':{'firstName':'Ann','lastName':'Example','email':'"
                        + email
                        + "','phone':'" + phone + "','address':{'street':'123 Main St','city':'Martensdale',"
                        + "'state':'IA','zip':'50160'},'dateOfBirth':'1980-01-01'},'vertical_data':"
                        + verticalData(vertical) + "}")
                .replace('\'', '"');
    }

    static String email() {
        return email(NEXT.incrementAndGet());
    }

    static String phone() {
        return phone(NEXT.incrementAndGet());
    }

    private static String email(int number) {
        return "person" + number + "." + Long.toString(System.nanoTime(), 36) + "@example.com";
    }

    /** Lines of several exchanges of Iowa. */
    private static String phone(int number) {
        return "319" + (230 + number / LINES % 700) + String.format("%04d", number % LINES);
    }

    private static String verticalData(String vertical) {
        return switch (vertical) {
            case "AUTO" -> "{'vehicleYear':2020,'make':'Toyota','model':'Camry'}";
            case "HOME" -> "{'propertyType':'MOBILE_HOME','yearBuilt':2018,'squareFeet':1312}";
            case "HEALTH" -> "{'coverageType':'FAMILY','tobacco':false}";
            case "LIFE" -> "{'coverageType':'TERM','coverageAmount':100000,'tobacco':false}";
            case "RENTERS" -> "{'propertyType':'APARTMENT','personalProperty':20000}";
            default -> throw new IllegalArgumentException(vertical);
        };
    }
}
