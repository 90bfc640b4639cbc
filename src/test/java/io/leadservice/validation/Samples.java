package io.leadservice.validation;

import io.leadservice.bus.Deadline;
import io.leadservice.config.ValidationConfig;
import io.leadservice.lead.Bytes;
import io.leadservice.lead.Finding;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.pipeline.Submission;
import io.leadservice.pipeline.ValidationResult;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Submissions for tests, judged on a fixed day. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    static final String CLEAN = """
            {"vertical":"AUTO","contact_info":{"firstName":"Ann","lastName":"Rivera","email":"ann.rivera@example.com",\
            "phone":"+1 319-768-6991","dateOfBirth":"1990-08-17","address":{"street":"8314 Lake St",\
            "city":"Martensdale","state":"IA","zip":"50160"}},"vertical_data":{"vehicleYear":2012,"make":"Honda",\
            "model":"Civic"},"traffic_source":"organic","consent":{"tcpa":true}}""";

    static final String README = """
            {"vertical":"AUTO","contact_info":{"firstName":"John","lastName":"Doe","email":"john.doe@example.com",\
            "phone":"1234567890","dateOfBirth":"1980-01-01","address":{"street":"123 Main St","city":"Anytown",\
            "state":"CA","zip":"12345"}},"vertical_data":{"vehicleYear":2020,"make":"Toyota","model":"Camry"}}""";

    /** Every kind of field that a rule or the enrichment looks at, in about 2 kB. */
    static final String FULL = """
            {"vertical":"AUTO","contact_info":{"firstName":"Xóchitl","lastName":"O'Brien-Smith",\
            "email":"Xochitl.OBrien+auto@gmail.com","phone":"(515) 243-3273","dateOfBirth":"1990-08-17","ssn":"078-05-1120",\
            "address":{"street":"8314 Lake St Apt 4","city":"Des Moines","state":"IA","zip":"50309-1234"}},\
            "vertical_data":{"vehicleYear":2003,"make":"Honda","model":"Accord","vin":"1HGCM82633A004352",\
            "primaryUse":"COMMUTE","ownership":"OWNED","annualMileage":12000,"accidents":1,"violations":0,\
            "currentlyInsured":true,"currentCarrier":"Farm Mutual","policyExpiration":"2026-12-01",\
            "continuousCoverageMonths":42,"coverageLevel":"STANDARD","collisionDeductible":500,\
            "comprehensiveDeductible":250,"drivers":[{"relationship":"SELF","dateOfBirth":"1990-08-17","gender":"F",\
            "maritalStatus":"MARRIED","licenseStatus":"VALID","licenseState":"IA","sr22":false,"incidents":\
            [{"type":"ACCIDENT","date":"2024-02-03","atFault":false,"amount":1200}]},{"relationship":"SPOUSE",\
            "dateOfBirth":"1988-01-02","gender":"M","maritalStatus":"MARRIED","licenseStatus":"VALID",\
            "licenseState":"IA","sr22":false}],"vehicles":[{"vehicleYear":2012,"make":"Kia","model":"Sorento",\
            "primaryUse":"PERSONAL","ownership":"FINANCED","annualMileage":9000}],"buyerField":{"a":[1,2,3]}},\
            "traffic_source":"google_ads","session_id":"s-1","campaign":"spring","sub_ids":{"s1":"a","s2":"b"},\
            "device_info":{"ip":"8.8.8.8","userAgent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",\
            "landingUrl":"https://example.com/auto?x=1","sessionSeconds":187},"consent":{"tcpa":true,\
            "text":"I agree to be contacted about insurance quotes.","timestamp":"2026-06-14T15:04:05Z",\
            "channels":["phone","sms"],"jornayaLeadId":"01234567-89AB-CDEF-0123-456789ABCDEF"},"test":false}""";

    private static final Contract CONTRACT = Contract.load();
    private static final ValidationConfig CONFIG = ValidationConfig.standard();
    private static final Rules RULES = Rules.load(CONFIG);

    private Samples() {}

    static ValidationResult validate(byte[] document) {
        return validate(document, RULES, CONFIG, SuppressionLists.NONE);
    }

    private static ValidationResult validate(
            byte[] document, Rules rules, ValidationConfig config, SuppressionLists lists) {
        ValidationStage stage =
                new ValidationStage(CONTRACT, rules, lists, config, LeadCheck.none(), Clock.fixed(NOW, ZoneOffset.UTC));
        Submission submission = new Submission("lead-1", "gateway", NOW, new Bytes(document));
        return stage.process(submission, Deadline.after(Duration.ofSeconds(5))).result();
    }

    static ValidationResult validate(String document) {
        return validate(document.getBytes(StandardCharsets.UTF_8));
    }

    static ValidatedLead wellFormed(String document) {
        return ((ValidationResult.WellFormed) validate(document)).lead();
    }

    /** With rules of its own. */
    static ValidatedLead wellFormed(String document, ValidationConfig config, SuppressionLists lists) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        return ((ValidationResult.WellFormed) validate(bytes, Rules.load(config), config, lists)).lead();
    }

    /** The clean sample with one piece of its text replaced. */
    static String changed(String part, String by) {
        if (!CLEAN.contains(part)) {
            throw new IllegalArgumentException("the sample has no " + part);
        }
        return CLEAN.replace(part, by);
    }

    /** The codes found on the clean sample with one piece of its text replaced. */
    static List<String> findings(String part, String by) {
        return wellFormed(changed(part, by)).findings().stream()
                .map(Finding::code)
                .toList();
    }
}
