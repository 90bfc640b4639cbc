package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.leadservice.resilience.Batcher;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;

/** Inserts leads by {@link Batcher}. One for each persistence instance, confined to its event loop. */
final class GroupCommitLeadStore implements LeadStore {

    private final LeadStore store;
    private final Batcher<StoredLead, Boolean> inserts;

    GroupCommitLeadStore(LeadStore store, Batcher<StoredLead, Boolean> inserts) {
        this.store = store;
        this.inserts = inserts;
    }

    @Override
    public Future<Boolean> insert(StoredLead lead, Deadline deadline) {
        return inserts.submit(lead, deadline);
    }

    @Override
    public Future<Optional<StoredLead>> find(String id, Deadline deadline) {
        return store.find(id, deadline);
    }

    @Override
    public Future<Set<String>> existing(Set<String> ids, Deadline deadline) {
        return store.existing(ids, deadline);
    }

    @Override
    public Future<Void> close() {
        return inserts.close();
    }
}
