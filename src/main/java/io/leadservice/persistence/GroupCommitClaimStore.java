package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.leadservice.resilience.Batcher;
import io.vertx.core.Future;
import java.util.List;

/** Takes claims by {@link Batcher}. One for each persistence instance, confined to its event loop. */
final class GroupCommitClaimStore implements ClaimStore {

    private final ClaimStore store;
    private final Batcher<List<Claim>, Taken> takes;

    GroupCommitClaimStore(ClaimStore store, Batcher<List<Claim>, Taken> takes) {
        this.store = store;
        this.takes = takes;
    }

    @Override
    public Future<Taken> take(List<Claim> claims, Deadline deadline) {
        return takes.submit(claims, deadline);
    }

    @Override
    public Future<Boolean> replace(Claim other, Claim claim, Deadline deadline) {
        return store.replace(other, claim, deadline);
    }

    @Override
    public Future<Void> release(List<Claim> claims) {
        return store.release(claims);
    }

    @Override
    public Future<Void> close() {
        return takes.close();
    }
}
