package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.Severity;
import java.util.Optional;
import java.util.Set;

/** {@code email.disposable}: a mailbox that lives for minutes, at a listed domain or under one. */
final class EmailDisposable implements Rule {

    private final Set<String> domains;

    private EmailDisposable(Set<String> domains) {
        this.domains = domains;
    }

    /** Reads the list of domains. Blocks. */
    static EmailDisposable load() {
        return new EmailDisposable(Set.copyOf(Resources.lines("validation/disposable-domains.txt")));
    }

    @Override
    public Optional<Finding> check(Lead lead, Enrichment enrichment) {
        return isListed(EmailDomain.of(enrichment.email()))
                ? Optional.of(new Finding(
                        "email.disposable",
                        Severity.FLAG,
                        EmailDomain.POINTER,
                        "a disposable mailbox: ask for a lasting address"))
                : Optional.empty();
    }

    private boolean isListed(String domain) {
        String rest = domain;
        while (!domains.contains(rest)) {
            int dot = rest.indexOf('.');
            if (dot < 0) {
                return false;
            }
            rest = rest.substring(dot + 1);
        }
        return true;
    }
}
