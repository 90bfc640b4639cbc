package io.leadservice.bus;

import io.leadservice.tracing.Spans;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.MessageConsumerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a channel with a bounded window: at most {@code window} requests at work and as many waiting; more are refused
 * at once as {@link FailureCode#OVERLOADED}. Every request gets a reply or a code, whatever the work throws, since a
 * request without one would hold its caller until the time-out.
 *
 * <p>State is confined to the event loop on which {@link #start} was called.
 */
public final class BoundedConsumer<I extends Record, O> {

    private static final Logger LOG = LoggerFactory.getLogger(BoundedConsumer.class);

    private final Channel<I, O> channel;
    private final MessageConsumer<I> consumer;
    private final int window;
    private final BiFunction<I, Deadline, Future<O>> work;
    private final BusMeters.Serving measure;
    private final String node;
    private final NodeCapacity capacity;
    private final Promise<Void> drained = Promise.promise();
    private int inFlight;
    private boolean stopping;

    /** One whose work is not measured. */
    public BoundedConsumer(Vertx vertx, Channel<I, O> channel, int window, BiFunction<I, Deadline, Future<O>> work) {
        this(vertx, channel, window, BusMeters.none(), work);
    }

    /** @param work answers a request; may throw or fail with a {@link Failure} to send its code */
    public BoundedConsumer(
            Vertx vertx, Channel<I, O> channel, int window, BusMeters meters, BiFunction<I, Deadline, Future<O>> work) {
        this.channel = channel;
        this.window = window;
        this.work = work;
        this.measure = meters.serving(channel.address());
        this.node = NodeName.of(vertx);
        this.capacity = NodeCapacity.of(vertx);
        this.consumer = vertx.eventBus()
                .consumer(new MessageConsumerOptions()
                        .setAddress(channel.address())
                        .setLocalOnly(true)
                        .setMaxBufferedMessages(window));
    }

    /** Registers; other nodes reach it by the node's door. */
    public Future<Void> start() {
        consumer.pause();
        consumer.handler(this::serve);
        consumer.fetch(window);
        measure.started(window);
        capacity.started(channel.address());
        return consumer.completion();
    }

    /** Takes no more requests and completes when those at work are answered, or at the limit. */
    public Future<Void> stop(Duration limit) {
        stopping = true;
        capacity.stopped(channel.address());
        measure.stopped(window);
        return consumer.unregister().compose(done -> {
            finishIfIdle();
            return drained.future().timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    private void serve(Message<I> message) {
        inFlight++;
        measure.begun();
        long start = System.nanoTime();
        String ids = message.headers().get(BusClient.IDS_HEADER);
        if (ids != null) {
            RequestIds.ofWire(ids).attach();
        }
        Span span = BusSpans.serving(message);
        WorkNotes notes = WorkNotes.begin();
        process(message).onComplete(result -> {
            inFlight--;
            long nanos = System.nanoTime() - start;
            measure.ended(nanos);
            LOG.debug(
                    "stage answered channel={} ok={} micros={}", channel.address(), result.succeeded(), nanos / 1_000);
            Spans.end(span, result.cause());
            if (result.succeeded()) {
                message.reply(result.result(), told(nanos, notes));
            } else {
                refuse(message, result.cause());
            }
            if (stopping) {
                finishIfIdle();
            } else {
                consumer.fetch(1);
            }
        });
    }

    private DeliveryOptions told(long nanos, WorkNotes notes) {
        DeliveryOptions options = new DeliveryOptions()
                .addHeader(BusClient.WORKED_HEADER, Long.toString(nanos / 1_000))
                .addHeader(BusClient.NODE_HEADER, node);
        return notes.cached() ? options.addHeader(BusClient.CACHED_HEADER, "1") : options;
    }

    private Future<O> process(Message<I> message) {
        try {
            return work.apply(message.body(), deadlineOf(message));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private static Deadline deadlineOf(Message<?> message) {
        return Deadline.after(Duration.ofMillis(Long.parseLong(message.headers().get(BusClient.REMAINING_HEADER))));
    }

    private void refuse(Message<I> message, Throwable cause) {
        if (cause instanceof Failure failure) {
            message.fail(failure.code().number(), failure.getMessage());
            return;
        }
        // The message of an unexpected exception may hold what was sent; its type and place do not.
        StackTraceElement[] stack = cause.getStackTrace();
        LOG.error(
                "stage failed address={} error={} at={}",
                channel.address(),
                cause.getClass().getName(),
                stack.length == 0 ? "unknown" : stack[0]);
        message.fail(FailureCode.INTERNAL.number(), "internal error");
    }

    private void finishIfIdle() {
        if (stopping && inFlight == 0) {
            drained.tryComplete();
        }
    }
}
