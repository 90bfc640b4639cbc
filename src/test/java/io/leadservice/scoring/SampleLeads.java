package io.leadservice.scoring;

import io.leadservice.lead.Address;
import io.leadservice.lead.Attributes;
import io.leadservice.lead.Contact;
import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.Severity;
import io.leadservice.lead.Source;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.lead.Vertical;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Validated leads for tests: any that the contract lets through, and ones with given parts. */
final class SampleLeads {

    private static final List<String> CODES = List.of(
            "phone.invalid",
            "phone.fictional",
            "email.disposable",
            "email.domain_typo",
            "address.zip_unknown",
            "address.zip_state_mismatch",
            "device.session_too_short",
            "vehicle.vin_check_digit",
            "other.code");
    private static final List<String> STATES = List.of("IA", "CA", "NY", "PR", "GU", "AK");
    private static final List<Object> VALUES = List.of(
            0L,
            1L,
            -5L,
            2012L,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            0.5,
            1e300,
            true,
            false,
            "OWNED",
            "single_family",
            "\u0130\uD83D\uDE00",
            "x".repeat(200),
            "2026-07-01",
            "2026-13-77",
            List.of(),
            List.of(Map.of("vehicleYear", 2019L, "licenseStatus", "VALID"), "odd"),
            Map.of("a", 1L));
    private static final List<String> FIELDS = List.of(
            ("vehicleYear drivers vehicles accidents violations ownership primaryUse annualMileage coverageLevel vin "
                            + "currentlyInsured continuousCoverageMonths policyExpiration propertyType occupancy "
                            + "constructionType yearBuilt squareFeet roofAge securitySystem claims moveInDate "
                            + "personalProperty liabilityLimit coverageType householdSize dependents "
                            + "qualifyingLifeEvent preferredDeductible coverageAmount termYears businessType naics "
                            + "yearsInBusiness employees revenue payroll coverageTypes locations")
                    .split(" "));
    private static final List<String> TRAFFIC =
            List.of("organic", "FACEBOOK", "tv", "google_ads", "affiliate", "", "!", "\u00E9t\u00E9", "call-in");

    private SampleLeads() {}

    static ValidatedLead any(Random random) {
        Map<String, Object> data = new HashMap<>();
        FIELDS.stream()
                .filter(field -> random.nextBoolean())
                .forEach(field -> data.put(field, VALUES.get(random.nextInt(VALUES.size()))));
        Map<String, Object> further = new HashMap<>();
        if (random.nextBoolean()) {
            String time = random.nextBoolean() ? "2026-06-15T11:00:00Z" : "no time at all, but long";
            further.put("consent", Map.of("tcpa", random.nextBoolean(), "timestamp", time));
            further.put("device_info", Map.of());
        }
        return lead(
                Vertical.values()[random.nextInt(Vertical.values().length)],
                "Ann",
                STATES.get(random.nextInt(STATES.size())),
                random.nextBoolean() ? Optional.of(random.nextInt(150)) : Optional.empty(),
                data,
                Optional.of(TRAFFIC.get(random.nextInt(TRAFFIC.size()))).filter(any -> random.nextInt(5) > 0),
                further,
                CODES.stream().filter(code -> random.nextInt(4) == 0).toArray(String[]::new));
    }

    static ValidatedLead plain(Vertical vertical, Map<String, Object> data, String... codes) {
        return lead(vertical, "Ann", "IA", Optional.of(35), data, Optional.of("organic"), Map.of(), codes);
    }

    static ValidatedLead lead(
            Vertical vertical,
            String name,
            String state,
            Optional<Integer> age,
            Map<String, Object> data,
            Optional<String> traffic,
            Map<String, Object> further,
            String... codes) {
        Contact contact = new Contact(
                name,
                "Rivera",
                "ann@example.com",
                "3197686991",
                Optional.of(LocalDate.parse("1990-08-17")),
                new Address(Optional.empty(), Optional.empty(), state, "50160"),
                Optional.empty(),
                Attributes.empty());
        Lead lead = new Lead(
                "lead-1",
                "gateway",
                Instant.parse("2026-06-15T12:00:00Z"),
                vertical,
                contact,
                new Attributes(data),
                new Source(traffic, Optional.empty(), Optional.empty(), false),
                new Attributes(further));
        List<Finding> findings = Stream.of(codes)
                .map(code -> new Finding(code, Severity.FLAG, "", ""))
                .toList();
        return new ValidatedLead(lead, new Enrichment("ann@example.com", Optional.empty(), age), findings);
    }
}
