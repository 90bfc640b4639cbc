package io.leadservice.limit;

import io.leadservice.bus.Deadline;
import io.leadservice.config.Rate;
import io.leadservice.redis.RedisLink;
import io.leadservice.resilience.BatchPolicy;
import io.leadservice.resilience.Batcher;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Buckets in Redis under {@code lead-service:rate:<policy>:<client>}, the same for all nodes and by Redis' clock: one script
 * call for the decisions of a bucket that are asked for at once or within some milliseconds. A bucket that is full again is
 * dropped by Redis.
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
            local wanted = tonumber(ARGV[3])
            local allowed = math.min(wanted, math.max(0, math.floor((tolerance - debt + 0.01) / interval)))
            local wait = 0
            if allowed > 0 then
              debt = debt + allowed * interval
              redis.call('SET', KEYS[1], string.format('%.2f', now + debt), 'PX', math.ceil(debt / 1000) + 1)
            end
            if allowed < wanted then
              wait = debt + interval - tolerance
            end
            local remaining = math.max(0, math.floor((tolerance - debt) / interval + 0.001))
            return {allowed, remaining, math.ceil(debt), math.ceil(wait)}
            """;

    private static final String DIGEST = sha1(SCRIPT);
    private static final double SECOND = 1e6;

    private static final BatchPolicy GATHER = new BatchPolicy(256, Duration.ofMillis(4), Duration.ofMillis(20), 4_096);

    private final RedisLink link;
    private final Batcher<Bucket, Decision> takes;

    private record Bucket(String policy, String client, Rate rate) {}

    /** @param link of this limiter alone: it is started and stopped with it */
    public RedisLimiter(Vertx vertx, RedisLink link) {
        this.link = link;
        this.takes = new Batcher<>(vertx, GATHER, this::takeAll);
    }

    @Override
    public Future<Void> start() {
        return link.start();
    }

    @Override
    public Future<Decision> take(String policy, String client, Rate rate) {
        return takes.submit(new Bucket(policy, client, rate), Deadline.after(link.timeout()));
    }

    @Override
    public Future<Void> stop() {
        return takes.close().compose(ended -> link.close());
    }

    private Future<List<Future<Decision>>> takeAll(List<Bucket> asked) {
        Map<Bucket, Integer> wanted = new LinkedHashMap<>();
        asked.forEach(bucket -> wanted.merge(bucket, 1, Integer::sum));
        Map<Bucket, Future<Iterator<Decision>>> taken = new HashMap<>();
        wanted.forEach((bucket, count) -> taken.put(bucket, take(bucket, count)));
        return Future.join(List.copyOf(taken.values()))
                .otherwiseEmpty()
                .map(ended -> asked.stream()
                        .map(bucket -> Objects.requireNonNull(taken.get(bucket)).map(Iterator::next))
                        .toList());
    }

    /** One decision after the other. */
    private Future<Iterator<Decision>> take(Bucket bucket, int wanted) {
        return link.send(call(Command.EVALSHA, DIGEST, bucket, wanted))
                .recover(cause -> isUnknown(cause)
                        ? link.send(call(Command.EVAL, SCRIPT, bucket, wanted))
                        : Future.failedFuture(cause))
                .map(answer -> decisions(answer.orElseThrow(), bucket.rate(), wanted));
    }

    private static Request call(Command command, String script, Bucket bucket, int wanted) {
        return Request.cmd(command)
                .arg(script)
                .arg(1)
                .arg(PREFIX + bucket.policy() + ":" + bucket.client())
                .arg(Double.toString(interval(bucket.rate())))
                .arg(Double.toString(interval(bucket.rate()) * bucket.rate().burst()))
                .arg(wanted);
    }

    private static double interval(Rate rate) {
        return SECOND / rate.perSecond();
    }

    /** A Redis that was started anew has no scripts. */
    private static boolean isUnknown(Throwable cause) {
        return Optional.ofNullable(cause.getMessage())
                .filter(message -> message.startsWith("NOSCRIPT"))
                .isPresent();
    }

    /** What Redis tells is said of the last one; each before it left one more and an interval less. */
    private static Iterator<Decision> decisions(Response answer, Rate rate, int wanted) {
        int allowed = answer.get(0).toInteger();
        long remaining = answer.get(1).toLong();
        long untilFull = answer.get(2).toLong();
        Duration untilNext = Duration.of(answer.get(3).toLong(), ChronoUnit.MICROS);
        return IntStream.range(0, wanted)
                .mapToObj(index -> {
                    int after = Math.max(0, allowed - 1 - index);
                    Duration full = Duration.of(untilFull - (long) (after * interval(rate)), ChronoUnit.MICROS);
                    boolean passes = index < allowed;
                    return new Decision(passes, remaining + after, full, passes ? Duration.ZERO : untilNext);
                })
                .iterator();
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
