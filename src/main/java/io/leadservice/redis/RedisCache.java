package io.leadservice.redis;

import io.leadservice.resilience.ResultCache;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Optional;

/** Results in Redis under {@code lead-service:<name>:v<version>:<key>}, dropped by Redis when their time is over. */
public final class RedisCache implements ResultCache {

    private static final int MAX_BYTES = 16_384;

    private final RedisLink link;
    private final String prefix;
    private final Duration ttl;
    private final Counter hits;
    private final Counter misses;
    private final Counter bypasses;

    /**
     * @param link of this cache alone: it is started and stopped with it
     * @param name what is kept, such as {@code validation}; the cache's name on metrics
     * @param version another one sees nothing of this one's results
     * @param ttl for how long a result is kept
     */
    public RedisCache(RedisLink link, String name, int version, Duration ttl, RedisMeters meters) {
        this.link = link;
        this.prefix = "lead-service:" + name + ":v" + version + ":";
        this.ttl = ttl;
        this.hits = meters.cacheGets(name, "hit");
        this.misses = meters.cacheGets(name, "miss");
        this.bypasses = meters.cacheGets(name, "bypass");
    }

    @Override
    public Future<Void> start() {
        return link.start();
    }

    @Override
    public Future<Optional<Buffer>> get(String key) {
        return link.send(Request.cmd(Command.GET).arg(prefix + key))
                .onSuccess(found -> (found.isPresent() ? hits : misses).increment())
                .onFailure(cause -> bypasses.increment())
                .map(found -> found.map(Response::toBuffer))
                .otherwise(Optional.empty());
    }

    @Override
    public void put(String key, Buffer result) {
        if (result.length() > MAX_BYTES) {
            return;
        }
        // The link counts what fails; a result that is not kept is asked for again.
        link.send(
                Request.cmd(Command.SET).arg(prefix + key).arg(result).arg("PX").arg(ttl.toMillis()));
    }

    @Override
    public Future<Void> stop() {
        return link.close();
    }
}
