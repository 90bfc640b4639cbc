package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.IsoTime;
import io.leadservice.lead.Lead;
import io.leadservice.lead.RuleCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * {@code consent.stale}: the consent is older than its limit, lies more than a day ahead, or has a time that is none, so that
 * its age cannot be shown. A consent without a time passes.
 */
final class ConsentStale implements Rule {

    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private final Duration limit;
    private final RuleText text;

    ConsentStale(Duration limit) {
        this.limit = limit;
        this.text = new RuleText(
                RuleCode.CONSENT_STALE,
                "/consent/timestamp",
                "the consent is not from the last " + DurationWords.of(limit),
                "ask for a new one and send its time as 2026-01-31T12:00:00Z");
    }

    @Override
    public RuleText text() {
        return text;
    }

    @Override
    public List<Breach> check(Lead lead, Enrichment enrichment) {
        return Envelope.consent(lead).get("timestamp") instanceof String timestamp
                ? text.brokenIf(!isFresh(timestamp, lead.receivedAt()))
                : List.of();
    }

    private boolean isFresh(String timestamp, Instant arrival) {
        return IsoTime.instant(timestamp.strip())
                .map(given -> Duration.between(given, arrival))
                .filter(age -> age.compareTo(limit) <= 0 && age.negated().compareTo(CLOCKS_DIFFER) <= 0)
                .isPresent();
    }
}
