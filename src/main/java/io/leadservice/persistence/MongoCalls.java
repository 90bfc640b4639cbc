package io.leadservice.persistence;

import com.mongodb.MongoClientSettings;
import com.mongodb.connection.TransportSettings;
import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.config.MongodbConfig;
import io.leadservice.config.Secret;
import io.leadservice.tracing.Spans;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.impl.config.MongoClientOptionsParser;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bson.codecs.configuration.CodecRegistries;

/** The one way to MongoDB: every call has a limit, and a failure comes in our words. Thread-safe. */
public final class MongoCalls {

    /** The driver writes text into arrays many times faster than into memory beyond the heap. */
    private static final ByteBufAllocator HEAP = new PooledByteBufAllocator(false);

    private final MongoClient client;
    private final Duration timeout;
    private final MongoMeters meters;

    /** @param timeout the longest wait for one call */
    public MongoCalls(MongoClient client, Duration timeout, MongoMeters meters) {
        this.client = client;
        this.timeout = timeout;
        this.meters = meters;
    }

    /** Calls that are not measured. */
    public MongoCalls(MongoClient client, Duration timeout) {
        this(client, timeout, MongoMeters.none());
    }

    /**
     * A client whose writes wait for majority and journal, and whose connections are on the event loops; construction blocks,
     * so call it from a worker thread. The caller closes it.
     */
    public static MongoClient client(Vertx vertx, MongodbConfig config, Secret uri) {
        int millis = Math.toIntExact(config.timeout().toMillis());
        JsonObject options = new JsonObject()
                .put("connection_string", uri.value())
                .put("maxPoolSize", config.poolSize())
                .put("waitQueueTimeoutMS", millis)
                .put("serverSelectionTimeoutMS", millis)
                .put("connectTimeoutMS", millis)
                .put("w", "majority")
                .put("j", true)
                .put("wtimeoutMS", millis);
        MongoClientSettings settings = new MongoClientOptionsParser(vertx, options).settings();
        MongoClient client = new DirectMongoClient(vertx, options, onEventLoops(vertx, withOwnCodec(settings)));
        return Spans.madeBy(vertx) ? TracedMongo.around(client) : client;
    }

    private static MongoClientSettings withOwnCodec(MongoClientSettings settings) {
        return MongoClientSettings.builder(settings)
                .codecRegistry(CodecRegistries.fromRegistries(
                        CodecRegistries.fromCodecs(new StoreCodec()), settings.getCodecRegistry()))
                .build();
    }

    /** With native transport the Vert.x client would start event loops of its own beside ours: see ADR 41. */
    private static MongoClientSettings onEventLoops(Vertx vertx, MongoClientSettings settings) {
        if (!vertx.isNativeTransportEnabled() || !Epoll.isAvailable()) {
            return settings;
        }
        return MongoClientSettings.builder(settings)
                .transportSettings(TransportSettings.nettyBuilder()
                        .eventLoopGroup(((VertxInternal) vertx).nettyEventLoopGroup())
                        .socketChannelClass(EpollSocketChannel.class)
                        .allocator(HEAP)
                        .build())
                .build();
    }

    /** The deadline of a call that no single caller waits for: the time-out from now. */
    Deadline limit() {
        return Deadline.after(timeout);
    }

    /** A call that no single caller waits for: within the time-out. */
    <T> Future<T> call(Function<MongoClient, Future<T>> call) {
        return call(limit(), call);
    }

    /** A call within what is left of the deadline, and within the time-out; fails as {@link FailureCode#BACK_END}. */
    <T> Future<T> call(Deadline deadline, Function<MongoClient, Future<T>> call) {
        long millis = Math.min(timeout.toMillis(), deadline.remaining().toMillis());
        if (millis <= 0) {
            return Future.failedFuture(new Failure(FailureCode.DEADLINE, "no time left for MongoDB"));
        }
        return meters.measure(call.apply(client).timeout(millis, TimeUnit.MILLISECONDS))
                .recover(cause -> Future.failedFuture(failure(cause)));
    }

    static Failure failure(Throwable cause) {
        return new Failure(FailureCode.BACK_END, "MongoDB: " + cause.getClass().getSimpleName(), cause);
    }

    /** @param id an id, or a condition on it */
    static JsonObject byId(Object id) {
        return new JsonObject().put("_id", id);
    }
}
