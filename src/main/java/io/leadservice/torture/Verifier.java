package io.leadservice.torture;

import io.leadservice.torture.Ledger.Answer;
import io.leadservice.torture.Ledger.Sent;
import io.leadservice.torture.Observation.Event;
import io.leadservice.torture.Observation.Kept;
import io.leadservice.torture.Observation.Resent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what was said with what is there. It knows what was sent, what was answered and what the stores hold, and
 * nothing of how the service works.
 */
final class Verifier {

    private final Map<String, Sent> sent = new LinkedHashMap<>();
    private final Map<String, Kept> byId = new HashMap<>();
    private final Map<String, List<Kept>> byMarker = new HashMap<>();
    private final Observation observed;
    private final Verdict verdict = new Verdict();

    private Verifier(List<Sent> all, Observation observed) {
        this.observed = observed;
        all.forEach(one -> sent.put(one.payload().marker(), one));
        observed.leads().forEach(lead -> {
            byId.put(lead.id(), lead);
            lead.marker()
                    .ifPresent(marker -> byMarker.computeIfAbsent(marker, key -> new ArrayList<>())
                            .add(lead));
        });
    }

    static Verdict verify(List<Sent> sent, Observation observed) {
        Verifier verifier = new Verifier(sent, observed);
        verifier.answers();
        verifier.leads();
        verifier.keys();
        verifier.events();
        verifier.resent();
        return verifier.verdict;
    }

    private void answers() {
        sent.forEach((marker, one) -> {
            List<Kept> kept = byMarker.getOrDefault(marker, List.of());
            if (kept.size() > 1) {
                verdict.add(
                        Miss.DOUBLED,
                        marker + " as " + kept.stream().map(Kept::id).toList());
            }
            if (one.answer() instanceof Answer.Acknowledged acknowledged) {
                if (kept.isEmpty()) {
                    verdict.add(Miss.LOST, marker + " as " + acknowledged.leadId());
                } else if (kept.stream().noneMatch(lead -> lead.id().equals(acknowledged.leadId()))) {
                    verdict.add(
                            Miss.MOVED,
                            marker + " from " + acknowledged.leadId() + " to "
                                    + kept.get(0).id());
                }
            } else if (one.answer() instanceof Answer.Refused refused) {
                verdict.add(Miss.REFUSED, marker + " with " + refused.reason());
            } else {
                verdict.add(Miss.UNANSWERED, marker);
            }
        });
    }

    private void leads() {
        for (Kept lead : observed.leads()) {
            Sent origin = lead.marker().map(sent::get).orElse(null);
            if (origin == null) {
                verdict.add(Miss.FOREIGN, lead.id());
            } else if (lead.fields().isEmpty()) {
                verdict.add(Miss.UNDECRYPTABLE, lead.id());
            } else if (!lead.fields().get().equals(origin.payload().fields())) {
                verdict.add(Miss.CHANGED, lead.id());
            }
            if (lead.claims().size() != Payload.CLAIMS
                    || !lead.claims().stream()
                            .allMatch(
                                    claim -> lead.id().equals(observed.claims().get(claim)))) {
                verdict.add(Miss.UNCLAIMED, lead.id());
            }
            if (lead.pending() > 0) {
                verdict.add(Miss.PENDING, lead.id());
            }
        }
    }

    private void keys() {
        observed.answered().stream()
                .filter(leadId -> !byId.containsKey(leadId))
                .forEach(leadId -> verdict.add(Miss.ORPHANED, leadId));
    }

    private void events() {
        Map<String, Set<String>> ids = new HashMap<>();
        Map<String, Set<String>> types = new HashMap<>();
        for (Event event : observed.events()) {
            ids.computeIfAbsent(event.leadId() + " " + event.type(), key -> new HashSet<>())
                    .add(event.id());
            types.computeIfAbsent(event.leadId(), key -> new HashSet<>()).add(event.type());
        }
        types.keySet().stream()
                .filter(leadId -> !byId.containsKey(leadId))
                .forEach(leadId -> verdict.add(Miss.UNKNOWN, leadId));
        ids.forEach((event, distinct) -> {
            if (distinct.size() > 1) {
                verdict.add(Miss.RENAMED, event);
            }
        });
        observed.leads().stream()
                .filter(lead -> !types.getOrDefault(lead.id(), Set.of()).contains(lead.eventType()))
                .forEach(lead -> verdict.add(Miss.UNPUBLISHED, lead.id()));
        for (int i = 0; i < observed.deadLetters(); i++) {
            verdict.add(Miss.BURIED, "an event");
        }
    }

    private void resent() {
        for (Resent again : observed.resent()) {
            Sent origin = sent.get(again.marker());
            boolean same = origin != null
                    && origin.answer() instanceof Answer.Acknowledged acknowledged
                    && acknowledged.leadId().equals(again.answer());
            if (!same) {
                verdict.add(Miss.REPEATED, again.marker() + " with " + again.answer());
            }
        }
    }
}
