package io.leadservice.persistence;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.KeyReleased;
import io.leadservice.pipeline.ReleaseKey;
import io.leadservice.pipeline.Stage;
import io.vertx.core.Future;

/**
 * Frees keys.
 *
 * <p>Takes a key with the request that has it. Answers once it is free. Fails as the store does.
 */
final class KeyReleaser implements Stage<ReleaseKey, KeyReleased> {

    private final KeyStore store;
    private final KeyHash hash;

    KeyReleaser(KeyStore store, KeyHash hash) {
        this.store = store;
        this.hash = hash;
    }

    @Override
    public Channel<ReleaseKey, KeyReleased> channel() {
        return Channels.RELEASE_KEY;
    }

    @Override
    public Future<KeyReleased> process(ReleaseKey request, Deadline deadline) {
        return store.release(hash.id(request.key()), request.attempt(), request.forget(), deadline)
                .map(new KeyReleased());
    }
}
