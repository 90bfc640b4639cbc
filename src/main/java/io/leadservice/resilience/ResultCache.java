package io.leadservice.resilience;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * Keeps results for a time, in reach of all nodes. It never fails and never keeps its caller waiting: a cache that is away
 * has nothing. Belongs to one event loop.
 */
public interface ResultCache {

    /** Called once before the first use. */
    Future<Void> start();

    /** What is kept under a key. */
    Future<Optional<Buffer>> get(String key);

    /** Keeps a result if it can; nobody is told whether it could. */
    void put(String key, Buffer result);

    /** Called once after the last use. */
    Future<Void> stop();

    /** A cache that keeps nothing. */
    static ResultCache none() {
        return NoCache.INSTANCE;
    }
}
