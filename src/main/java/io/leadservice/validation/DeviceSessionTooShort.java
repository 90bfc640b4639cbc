package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import io.leadservice.lead.RuleCode;
import java.time.Duration;
import java.util.List;

/** {@code device.session_too_short}: nobody fills in such a form in so little time; a program does. */
final class DeviceSessionTooShort implements Rule {

    private final double shortestSeconds;
    private final RuleText text;

    DeviceSessionTooShort(Duration shortest) {
        this.shortestSeconds = shortest.toMillis() / 1000.0;
        this.text = new RuleText(
                RuleCode.DEVICE_SESSION_TOO_SHORT,
                "/device_info/sessionSeconds",
                "the form was filled in within less than " + DurationWords.of(shortest),
                "check the form for programs that fill it in, and the measure of the time");
    }

    @Override
    public RuleText text() {
        return text;
    }

    @Override
    public List<Breach> check(Lead lead, Enrichment enrichment) {
        return Envelope.device(lead).get("sessionSeconds") instanceof Number seconds
                ? text.brokenIf(seconds.doubleValue() < shortestSeconds)
                : List.of();
    }
}
