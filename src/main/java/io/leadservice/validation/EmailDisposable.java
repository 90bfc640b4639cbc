package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import io.leadservice.lead.RuleCode;
import io.leadservice.validation.reference.SortedText;
import java.util.List;

/** {@code email.disposable}: a mailbox that lives for minutes, at a listed domain or under one. */
final class EmailDisposable implements Rule {

    private static final RuleText TEXT = new RuleText(
            RuleCode.EMAIL_DISPOSABLE, Pointers.EMAIL, "a disposable mailbox", "ask for a lasting address");

    private final SortedText domains;
    private final MailTypos typos;

    /** @param typos domains that look mistyped are left to {@link EmailDomainTypo}, whoever caught them */
    EmailDisposable(SortedText domains, MailTypos typos) {
        this.domains = domains;
        this.typos = typos;
    }

    @Override
    public RuleText text() {
        return TEXT;
    }

    @Override
    public List<Breach> check(Lead lead, Enrichment enrichment) {
        String domain = EmailDomain.of(enrichment.email());
        return TEXT.brokenIf(
                domains.containsDomain(domain) && typos.meant(domain).isEmpty());
    }
}
