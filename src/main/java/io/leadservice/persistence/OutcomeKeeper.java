package io.leadservice.persistence;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.lead.LeadOutcome;
import io.leadservice.lead.LeadOutcome.Kind;
import io.leadservice.lead.LeadStatus;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.Stage;
import io.leadservice.pipeline.TellOutcome;
import io.leadservice.pipeline.UpdateResult;
import io.leadservice.pipeline.UpdateResult.NoOutcomeNow;
import io.leadservice.pipeline.UpdateResult.OutcomeTooEarly;
import io.leadservice.pipeline.UpdateResult.Updated;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what became of leads with their buyers, in the history of each. A return takes a sold lead to RETURNED by the same
 * write; all other outcomes leave the status as it is.
 *
 * <p>Takes an outcome. Answers once it and its event are durable, or why it may not be. Fails as {@link LeadChanger} does.
 */
final class OutcomeKeeper implements Stage<TellOutcome, UpdateResult> {

    /** By what the clock of who tells may be behind ours. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final LeadChanger changer;
    private final LeadView view;

    OutcomeKeeper(LeadChanger changer, LeadView view) {
        this.changer = changer;
        this.view = view;
    }

    @Override
    public Channel<TellOutcome, UpdateResult> channel() {
        return Channels.TELL_OUTCOME;
    }

    @Override
    public Future<UpdateResult> process(TellOutcome request, Deadline deadline) {
        Wish wish = new Wish(
                request.leadId(),
                request.owner(),
                request.change(),
                false,
                request.traceparent(),
                lead -> settled(request, lead),
                (lead, revision, at) -> change(request, lead, revision, at));
        return changer.change(wish, deadline);
    }

    private Optional<UpdateResult> settled(TellOutcome request, StoredLead lead) {
        if (isKnown(request, lead)) {
            return Optional.of(new Updated(view.of(lead, false)));
        }
        List<LeadStatus> allowed = allowed(request.kind());
        if (!allowed.contains(lead.status())) {
            return Optional.of(new NoOutcomeNow(lead.status(), allowed, lead.revision()));
        }
        return request.at()
                .filter(at -> at.isBefore(lead.createdAt().minus(SKEW)))
                .map(at -> new OutcomeTooEarly(lead.createdAt()));
    }

    /**
     * Whether the same was told before, be it corrected since: then this is a late retry. A return without a time of a lead that
     * was sold again is another one.
     */
    private static boolean isKnown(TellOutcome request, StoredLead lead) {
        if (request.kind() == Kind.RETURNED && request.at().isEmpty() && lead.status() == LeadStatus.SOLD) {
            return false;
        }
        return lead.history().stream()
                .flatMap(change -> change.outcome().stream())
                .anyMatch(outcome -> outcome.equals(told(request, outcome.at())));
    }

    /** The statuses of leads that can have an outcome: it takes a sale to give something back. */
    private static List<LeadStatus> allowed(Kind kind) {
        return switch (kind) {
            case CONTACTED, QUOTED, BOUND ->
                List.of(LeadStatus.SCORED, LeadStatus.MATCHED, LeadStatus.SOLD, LeadStatus.RETURNED);
            case RETURNED -> List.of(LeadStatus.SOLD, LeadStatus.RETURNED);
        };
    }

    private static StoredChange change(TellOutcome request, StoredLead lead, long revision, Instant at) {
        LeadStatus to = request.kind() == Kind.RETURNED ? LeadStatus.RETURNED : lead.status();
        return new StoredChange(
                revision,
                lead.status(),
                to,
                at,
                request.by(),
                request.change(),
                Optional.empty(),
                Optional.of(told(request, at)));
    }

    private static LeadOutcome told(TellOutcome request, Instant otherwise) {
        return new LeadOutcome(
                request.kind(), request.returnReason(), request.at().orElse(otherwise));
    }
}
