package io.leadservice.persistence;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.lead.Attributes;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.FindLead;
import io.leadservice.pipeline.FindResult;
import io.leadservice.pipeline.Stage;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds leads.
 *
 * <p>Takes a lead id with what the caller may see. Answers with the lead, masked unless it is to be revealed, or that
 * there is none. Fails with BACK_END if the store does not answer, CORRUPT if the lead does not decrypt.
 */
final class LeadFinder implements Stage<FindLead, FindResult> {

    private static final byte[] MASK = "***".getBytes(StandardCharsets.UTF_8);

    private final LeadStore store;
    private final LeadSealer sealer;

    LeadFinder(LeadStore store, LeadSealer sealer) {
        this.store = store;
        this.sealer = sealer;
    }

    @Override
    public Channel<FindLead, FindResult> channel() {
        return Channels.FIND;
    }

    @Override
    public Future<FindResult> process(FindLead request, Deadline deadline) {
        return store.find(request.leadId(), deadline)
                .map(found -> found.filter(lead ->
                                request.owner().map(lead.client()::equals).orElse(true))
                        .map(lead -> request.reveal() ? revealed(lead) : masked(lead))
                        .orElseGet(FindResult.Missing::new));
    }

    private FindResult revealed(StoredLead lead) {
        Map<String, byte[]> clear = sealer.open(lead);
        return found(
                lead,
                lead.enrichment().with(LeadSealer.object(clear, LeadSealer.ENRICHMENT)),
                LeadSealer.contactInfo(lead, clear),
                LeadSealer.object(clear, LeadSealer.VERTICAL_DATA),
                LeadSealer.object(clear, LeadSealer.FURTHER));
    }

    /** Nothing is decrypted for a reader who may not see it. */
    private static FindResult masked(StoredLead lead) {
        Map<String, byte[]> masked = lead.sealed().fields().keySet().stream()
                .filter(name -> !name.equals(LeadSealer.CONTACT_FURTHER))
                .collect(Collectors.toMap(name -> name, name -> MASK));
        return found(
                lead, lead.enrichment(), LeadSealer.contactInfo(lead, masked), Attributes.empty(), Attributes.empty());
    }

    private static FindResult found(
            StoredLead lead, Attributes enrichment, Attributes contact, Attributes verticalData, Attributes further) {
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
                lead.updatedAt());
    }
}
