package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.leadservice.pipeline.Answer;
import io.leadservice.resilience.Batcher;
import io.vertx.core.Future;
import java.util.Optional;

/** Adds keys and keeps answers by {@link Batcher}. One for each persistence instance, confined to its event loop. */
final class GroupCommitKeyStore implements KeyStore {

    private final KeyStore store;
    private final Batcher<KeyRecord, Optional<KeyRecord>> adds;
    private final Batcher<Kept, Answer> keeps;

    GroupCommitKeyStore(KeyStore store, Batcher<KeyRecord, Optional<KeyRecord>> adds, Batcher<Kept, Answer> keeps) {
        this.store = store;
        this.adds = adds;
        this.keeps = keeps;
    }

    @Override
    public Future<Optional<KeyRecord>> add(KeyRecord key, Deadline deadline) {
        return adds.submit(key, deadline);
    }

    @Override
    public Future<Boolean> replace(KeyRecord old, KeyRecord key, Deadline deadline) {
        return store.replace(old, key, deadline);
    }

    @Override
    public Future<Answer> keep(Kept kept, Deadline deadline) {
        return keeps.submit(kept, deadline);
    }

    @Override
    public Future<Void> release(String id, String attempt, boolean forget, Deadline deadline) {
        return store.release(id, attempt, forget, deadline);
    }

    @Override
    public Future<Void> close() {
        return Future.join(adds.close(), keeps.close()).mapEmpty();
    }
}
