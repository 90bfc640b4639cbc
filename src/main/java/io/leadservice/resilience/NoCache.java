package io.leadservice.resilience;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Keeps nothing. */
enum NoCache implements ResultCache {
    INSTANCE;

    @Override
    public Future<Void> start() {
        return Future.succeededFuture();
    }

    @Override
    public Future<Optional<Buffer>> get(String key) {
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public void put(String key, Buffer result) {
        // nothing is kept
    }

    @Override
    public Future<Void> stop() {
        return Future.succeededFuture();
    }
}
