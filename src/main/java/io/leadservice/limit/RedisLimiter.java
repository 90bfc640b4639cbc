package io.leadservice.limit;

import io.leadservice.config.Rate;
import io.leadservice.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Buckets in Redis under {@code lead-service:rate:<policy>:<client>}, the same for all nodes and by Redis' clock: one script
 * call a decision. A bucket that is full again is dropped by Redis.
 */
public final class RedisLimiter implements RateLimiter {

    private static final String PREFIX = "lead-service:rate:";

    // Microseconds since 2026: as floating-point numbers they keep a hundredth of one for a century.
    private static final String SCRIPT = """
            local time = redis.call('TIME')
            local now = (time[1] - 1767225600) * 1000000 + time[2]
            local interval = tonumber(ARGV[1])
            local tolerance = tonumber(ARGV[2])
            local arrival = tonumber(redis.call('GET', KEYS[1]) or now)
            if arrival < now then arrival = now end
            local debt = arrival - now
            local allowed = 0
            local wait = 0
            if debt + interval <= tolerance + 0.01 then
              allowed = 1
              debt = debt + interval
              redis.call('SET', KEYS[1], string.format('%.2f', now + debt), 'PX', math.ceil(debt / 1000) + 1)
            else
              wait = debt + interval - tolerance
            end
            local remaining = math.max(0, math.floor((tolerance - debt) / interval + 0.001))
            return {allowed, remaining, math.ceil(debt), math.ceil(wait)}
            """;

    private static final String DIGEST = sha1(SCRIPT);
    private static final double SECOND = 1e6;

    private final RedisLink link;

    /** @param link of this limiter alone: it is started and stopped with it */
    public RedisLimiter(RedisLink link) {
        this.link = link;
    }

    @Override
    public Future<Void> start() {
        return link.start();
    }

    @Override
    public Future<Decision> take(String policy, String client, Rate rate) {
        return link.send(call(Command.EVALSHA, DIGEST, policy, client, rate))
                .recover(cause -> isUnknown(cause)
                        ? link.send(call(Command.EVAL, SCRIPT, policy, client, rate))
                        : Future.failedFuture(cause))
                .map(answer -> decision(answer.orElseThrow()));
    }

    @Override
    public Future<Void> stop() {
        return link.close();
    }

    private static Request call(Command command, String script, String policy, String client, Rate rate) {
        return Request.cmd(command)
                .arg(script)
                .arg(1)
                .arg(PREFIX + policy + ":" + client)
                .arg(Double.toString(SECOND / rate.perSecond()))
                .arg(Double.toString(SECOND * rate.burst() / rate.perSecond()));
    }

    /** A Redis that was started anew has no scripts. */
    private static boolean isUnknown(Throwable cause) {
        return Optional.ofNullable(cause.getMessage())
                .filter(message -> message.startsWith("NOSCRIPT"))
                .isPresent();
    }

    private static Decision decision(Response answer) {
        return new Decision(
                answer.get(0).toInteger() == 1,
                answer.get(1).toLong(),
                Duration.of(answer.get(2).toLong(), ChronoUnit.MICROS),
                Duration.of(answer.get(3).toLong(), ChronoUnit.MICROS));
    }

    private static String sha1(String script) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(script.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
