package io.leadservice.persistence;

import io.leadservice.lead.Attributes;
import io.leadservice.lead.StatusChange;
import io.leadservice.pipeline.FindResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows stored leads, masked or in clear. Thread-safe. */
final class LeadView {

    private static final byte[] MASK = StoredLead.HIDDEN.getBytes(StandardCharsets.UTF_8);

    private final LeadSealer sealer;
    private final LeadHistory history;

    LeadView(LeadSealer sealer, LeadHistory history) {
        this.sealer = sealer;
        this.history = history;
    }

    /**
     * A lead as its reader may see it; fails as {@link io.leadservice.bus.FailureCode#CORRUPT} if it does not decrypt.
     *
     * @param reveal whether personal data are shown in clear
     */
    FindResult.Found of(StoredLead lead, boolean reveal) {
        return reveal ? revealed(lead) : masked(lead);
    }

    private FindResult.Found revealed(StoredLead lead) {
        Map<String, byte[]> clear = sealer.open(lead);
        return found(
                lead,
                lead.enrichment().with(LeadSealer.object(clear, LeadSealer.ENRICHMENT)),
                LeadSealer.contactInfo(lead, clear),
                LeadSealer.object(clear, LeadSealer.VERTICAL_DATA),
                LeadSealer.object(clear, LeadSealer.FURTHER),
                history.revealed(lead));
    }

    /** Nothing is decrypted for a reader who may not see it. */
    private static FindResult.Found masked(StoredLead lead) {
        Map<String, byte[]> masked = lead.sealed().fields().keySet().stream()
                .filter(name -> !name.equals(LeadSealer.CONTACT_FURTHER))
                .collect(Collectors.toMap(name -> name, name -> MASK));
        return found(
                lead,
                lead.enrichment(),
                LeadSealer.contactInfo(lead, masked),
                Attributes.empty(),
                Attributes.empty(),
                LeadHistory.masked(lead));
    }

    private static FindResult.Found found(
            StoredLead lead,
            Attributes enrichment,
            Attributes contact,
            Attributes verticalData,
            Attributes further,
            List<StatusChange> history) {
        return new FindResult.Found(
                lead.id(),
                lead.vertical(),
                lead.status(),
                lead.score(),
                lead.findings(),
                lead.degraded(),
                lead.source(),
                enrichment,
                contact,
                verticalData,
                further,
                lead.createdAt(),
                lead.updatedAt(),
                lead.revision(),
                history,
                lead.timeline());
    }
}
