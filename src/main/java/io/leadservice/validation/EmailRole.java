package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import io.leadservice.lead.RuleCode;
import io.leadservice.validation.reference.Resources;
import java.util.List;
import java.util.Set;

/** {@code email.role}: the mailbox of a function, such as {@code sales@} or {@code noreply@}, not of a person. */
final class EmailRole implements Rule {

    private static final RuleText TEXT = new RuleText(
            RuleCode.EMAIL_ROLE,
            Pointers.EMAIL,
            "the mailbox of a function, not of a person",
            "ask for the person's own address");

    private final Set<String> mailboxes;

    private EmailRole(Set<String> mailboxes) {
        this.mailboxes = mailboxes;
    }

    /** Reads the list of mailboxes. Blocks. */
    static EmailRole load() {
        return new EmailRole(Set.copyOf(Resources.lines("validation/role-mailboxes.txt")));
    }

    @Override
    public RuleText text() {
        return TEXT;
    }

    @Override
    public List<Breach> check(Lead lead, Enrichment enrichment) {
        return TEXT.brokenIf(mailboxes.contains(EmailDomain.mailbox(enrichment.email())));
    }
}
