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

    private static final Contract CONTRACT = Contract.load();
    private static final ValidationConfig CONFIG = ValidationConfig.standard();
    private static final Rules RULES = Rules.load(CONFIG);

    private Samples() {}

    static ValidationResult validate(byte[] document) {
        return validate(document, RULES, CONFIG, SuppressionLists.NONE);
    }

    private static ValidationResult validate(
            byte[] document, Rules rules, ValidationConfig config, SuppressionLists lists) {
        ValidationStage stage = new ValidationStage(CONTRACT, rules, lists, config, Clock.fixed(NOW, ZoneOffset.UTC));
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
