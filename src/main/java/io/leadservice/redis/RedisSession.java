package io.leadservice.redis;

import io.leadservice.bus.RequestIds;
import io.leadservice.config.RedisConfig;
import io.leadservice.tracing.Spans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** The life of one connection, with the answers that it owes. Confined to its link's event loop. */
final class RedisSession {

    private static final int MAX_SILENCES = 3;
    private static final Pattern REDIS_ERROR = Pattern.compile("[A-Z]{3,20}");
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");

    private final Redis client;
    private final RedisConnection connection;
    private final RedisConfig config;
    private final RedisMeters meters;
    private final BiConsumer<RedisSession, String> onLost;
    private int inFlight;
    private int silences;
    private boolean ended;

    RedisSession(
            Redis client,
            RedisConnection connection,
            RedisConfig config,
            RedisMeters meters,
            BiConsumer<RedisSession, String> onLost) {
        this.client = client;
        this.connection = connection;
        this.config = config;
        this.meters = meters;
        this.onLost = onLost;
        connection
                .endHandler(end -> end("connection closed"))
                .exceptionHandler(cause -> end(cause.getClass().getSimpleName()));
    }

    private void end(String reason) {
        ended = true;
        onLost.accept(this, reason);
    }

    boolean full() {
        return inFlight >= config.maxInFlight();
    }

    Future<Optional<Response>> send(Request command) {
        Spans spans = Spans.here();
        if (!spans.recording()) {
            return sent(command);
        }
        String name = command.command().toString().toUpperCase(Locale.ROOT);
        Attributes attributes = Attributes.of(SYSTEM, "redis", OPERATION, name);
        return spans.call(name, SpanKind.CLIENT, attributes, RedisSession::errorType, span -> sent(command));
    }

    /** Redis begins what it says of an error with a word in capitals, {@code NOSCRIPT}; the rest may hold values. */
    private static String errorType(Throwable cause) {
        String word = String.valueOf(cause.getMessage()).split(" ", 2)[0];
        return REDIS_ERROR.matcher(word).matches() ? word : cause.getClass().getSimpleName();
    }

    private Future<Optional<Response>> sent(Request command) {
        inFlight++;
        // A command without an answer keeps its place, since the connection still owes that answer.
        meters.begun();
        // The connection's own context is that of its verticle; what follows belongs to the caller's.
        return RequestIds.here(connection.send(command).onComplete(reply -> {
                    inFlight--;
                    meters.ended();
                }))
                .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(reply -> answered())
                .map(Optional::ofNullable)
                .recover(cause -> Future.failedFuture(unanswered(cause)));
    }

    private void answered() {
        silences = 0;
        meters.answered();
    }

    private Throwable unanswered(Throwable cause) {
        if (cause instanceof TimeoutException) {
            meters.timeout();
            silences++;
            if (silences == MAX_SILENCES) {
                onLost.accept(this, "no answers");
            }
            return new RedisAway("no answer in time");
        }
        if (ended) {
            meters.lost();
            return new RedisAway("the connection was lost");
        }
        meters.error();
        return cause;
    }

    Future<Void> close() {
        ended = true;
        return client.close();
    }
}
