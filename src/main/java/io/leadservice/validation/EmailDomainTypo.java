package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import io.leadservice.lead.RuleCode;
import java.util.List;

/** {@code email.domain_typo}: a domain one slip of the finger away from a large mail provider's; the finding names it. */
final class EmailDomainTypo implements Rule {

    private static final RuleText TEXT = new RuleText(
            RuleCode.EMAIL_DOMAIN_TYPO,
            Pointers.EMAIL,
            "the domain looks mistyped",
            "ask whether the provider that the finding names is meant");

    private final MailTypos typos;

    EmailDomainTypo(MailTypos typos) {
        this.typos = typos;
    }

    @Override
    public RuleText text() {
        return TEXT;
    }

    @Override
    public List<Breach> check(Lead lead, Enrichment enrichment) {
        return typos.meant(EmailDomain.of(enrichment.email()))
                .map(provider ->
                        List.of(new Breach(Pointers.EMAIL, TEXT.finds() + ": ask whether " + provider + " is meant")))
                .orElse(List.of());
    }
}
