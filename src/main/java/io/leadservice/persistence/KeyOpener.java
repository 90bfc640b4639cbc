package io.leadservice.persistence;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.config.IdempotencyConfig;
import io.leadservice.crypto.LeadIds;
import io.leadservice.pipeline.AcceptedLead;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.KeyState;
import io.leadservice.pipeline.OpenKey;
import io.leadservice.pipeline.Stage;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds out whether a submission is the first of its idempotency key.
 *
 * <p>Takes the key with what tells the payload, from which the lead id follows. Answers that the work is the request's, done, at another
 * request, or another payload's. An accepted lead is itself what tells that the work is done and what the answer was, so none is
 * kept of it. Fails as the store does, with CONTESTED if the key changes hands at this moment.
 */
final class KeyOpener implements Stage<OpenKey, KeyState> {

    private final KeyStore store;
    private final LeadStore leads;
    private final KeyHash hash;
    private final LeadIds leadIds;
    private final IdempotencyConfig config;
    private final Clock clock;

    /** @param store of this instance alone: ended with it */
    KeyOpener(KeyStore store, LeadStore leads, KeyHash hash, LeadIds leadIds, IdempotencyConfig config, Clock clock) {
        this.store = store;
        this.leads = leads;
        this.hash = hash;
        this.leadIds = leadIds;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Channel<OpenKey, KeyState> channel() {
        return Channels.OPEN_KEY;
    }

    @Override
    public Future<?> stop() {
        return store.close();
    }

    @Override
    public Future<KeyState> process(OpenKey request, Deadline deadline) {
        Instant now = clock.instant();
        KeyRecord fresh = new KeyRecord(
                hash.id(request.key()),
                hash.fingerprint(request.digest()),
                leadIds.ofKey(request.key().client(), request.key().value(), request.digest()),
                request.attempt(),
                now.plus(request.lock()),
                now.plus(config.ttl()),
                Optional.empty());
        return store.add(fresh, deadline)
                .compose(there -> there.map(old -> judge(old, fresh, now, deadline))
                        .orElseGet(() -> Future.succeededFuture(new KeyState.Granted(fresh.leadId()))));
    }

    private Future<KeyState> judge(KeyRecord old, KeyRecord fresh, Instant now, Deadline deadline) {
        if (!old.expiresAt().isAfter(now)) {
            return take(old, fresh, deadline);
        }
        if (!old.fingerprint().equals(fresh.fingerprint())) {
            return Future.succeededFuture(new KeyState.Reused());
        }
        if (old.answer().isPresent()) {
            return Future.succeededFuture(new KeyState.Answered(old.answer().get()));
        }
        if (old.attempt().equals(fresh.attempt())) {
            return Future.succeededFuture(new KeyState.Granted(old.leadId()));
        }
        return leads.find(old.leadId(), deadline).compose(lead -> {
            Optional<AcceptedLead> accepted = lead.flatMap(StoredLead::accepted);
            if (accepted.isPresent()) {
                return Future.succeededFuture(new KeyState.Granted(old.leadId(), accepted));
            }
            boolean atWork = lead.isEmpty() && old.lockedUntil().isAfter(now);
            return atWork
                    ? Future.succeededFuture(new KeyState.AtWork(old.leadId()))
                    : take(old, old.takenBy(fresh.attempt(), fresh.lockedUntil()), deadline);
        });
    }

    /** Of several that find a key free, one gets it, and the others come too late. */
    private Future<KeyState> take(KeyRecord old, KeyRecord taken, Deadline deadline) {
        return store.replace(old, taken, deadline)
                .map(done -> done ? new KeyState.Granted(taken.leadId()) : new KeyState.AtWork(taken.leadId()));
    }
}
