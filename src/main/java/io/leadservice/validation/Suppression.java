package io.leadservice.validation;

import io.leadservice.config.ValidationConfig;
import io.leadservice.lead.Degradation;
import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Finding;
import io.leadservice.lead.RuleCode;
import io.leadservice.lead.Severity;
import io.leadservice.lead.ValidatedLead;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * {@code contact.suppressed}: the e-mail or the phone stands on a list of people who must not be contacted. Apart from the
 * other rules, since a list may be elsewhere.
 */
final class Suppression {

    static final RuleText TEXT = new RuleText(
            RuleCode.CONTACT_SUPPRESSED,
            "/contact_info",
            "the person must not be contacted",
            "do not send this person's leads again");

    private final SuppressionLists lists;
    private final ValidationConfig config;

    Suppression(SuppressionLists lists, ValidationConfig config) {
        this.lists = lists;
        this.config = config;
    }

    Future<?> start() {
        return lists.start();
    }

    Future<?> stop() {
        return lists.stop();
    }

    /** The lead with the finding, if there is one; marked as degraded if the lists cannot tell. */
    Future<ValidatedLead> check(ValidatedLead lead) {
        Optional<Severity> severity = config.of(lead.lead().vertical()).severity(RuleCode.CONTACT_SUPPRESSED);
        if (severity.isEmpty() || lists == SuppressionLists.NONE) {
            return Future.succeededFuture(lead);
        }
        Enrichment enrichment = lead.enrichment();
        return lists.holder(enrichment.email(), enrichment.phone())
                .map(holder ->
                        holder.map(list -> with(lead, list, severity.get())).orElse(lead))
                .otherwise(cause -> lead.without(Degradation.SUPPRESSION));
    }

    private static ValidatedLead with(ValidatedLead lead, String list, Severity severity) {
        return lead.with(List.of(new Finding(
                TEXT.code().wireName(),
                severity,
                TEXT.pointer(),
                TEXT.finds() + " (list " + list + "): " + TEXT.mend())));
    }
}
