package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.bus.RequestIds;
import io.leadservice.config.GroupCommitConfig;
import io.leadservice.tracing.Spans;
import io.opentelemetry.context.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Gathers what comes while a write is on its way, or began just now, into the next one. A single item is written at once;
 * under load a write carries many, and the wait for the disk and the majority is shared, as is the waking of driver and
 * server. An item waits for the write before it, but no longer
 * than the configured delay; then a second write goes beside the first, up to {@link #MOST_AT_WORK}. What fills a write does
 * not wait for the interval between two.
 *
 * <p>State is confined to one event loop: make and use each on the loop of the persistence instance that owns it.
 *
 * @param <I> what is written
 * @param <O> what is told of each
 */
final class GroupCommit<I, O> {

    /** Writes beside each other, so that one that hangs does not stop the rest. */
    static final int MOST_AT_WORK = 4;

    private final Vertx vertx;
    private final GroupCommitConfig config;
    private final Write<I, O> write;
    private final Deque<Waiting<I, O>> queue = new ArrayDeque<>();
    private final Promise<Void> idle = Promise.promise();
    private int atWork;
    private boolean timed;
    private boolean resting;
    private boolean closed;

    /** Writes all by one write and tells the result of each in order; its failure is that of all. */
    interface Write<I, O> {
        Future<List<Future<O>>> all(List<I> items);
    }

    GroupCommit(Vertx vertx, GroupCommitConfig config, Write<I, O> write) {
        this.vertx = vertx;
        this.config = config;
        this.write = write;
    }

    /**
     * Writes an item with others.
     *
     * @param deadline until when the caller waits
     * @return its own result; fails as OVERLOADED if there was no room or its turn did not come in time, and then it is not
     *     written and will not be; as DEADLINE if its write did not end in time, and then it may have been; or as the write
     *     did
     */
    Future<O> submit(I item, Deadline deadline) {
        long millis = deadline.remaining().toMillis();
        if (closed || queue.size() >= config.maxWaiting() || millis <= 0) {
            return Future.failedFuture(overloaded());
        }
        Waiting<I, O> waiting = new Waiting<>(item, deadline, Deadline.after(config.maxDelay()));
        long timer = vertx.setTimer(millis, id -> late(waiting));
        queue.add(waiting);
        RequestIds.apart(this::next);
        // A write for many ends in the context of one of them; what follows belongs to each one's own.
        return RequestIds.here(waiting.result.future().onComplete(done -> vertx.cancelTimer(timer)));
    }

    private void late(Waiting<I, O> waiting) {
        boolean notWritten = queue.remove(waiting);
        waiting.result.tryFail(
                notWritten ? overloaded() : new Failure(FailureCode.DEADLINE, "the write did not end in time"));
        completeIfIdle();
    }

    /** Takes nothing more; completes when all that was taken is written or refused. */
    Future<Void> close() {
        closed = true;
        completeIfIdle();
        return idle.future();
    }

    private void next() {
        while (!queue.isEmpty() && ((atWork == 0 && !resting) || (atWork < MOST_AT_WORK && due()))) {
            begin(batch());
        }
        if (!queue.isEmpty() && atWork < MOST_AT_WORK && !timed) {
            timed = true;
            vertx.setTimer(Math.max(1, queue.element().due.remaining().toMillis()), id -> {
                timed = false;
                next();
            });
        }
        completeIfIdle();
    }

    private boolean due() {
        return queue.size() >= config.maxSize() || queue.element().due.passed();
    }

    private List<Waiting<I, O>> batch() {
        List<Waiting<I, O>> batch = new ArrayList<>();
        while (batch.size() < config.maxSize() && !queue.isEmpty()) {
            Waiting<I, O> waiting = queue.remove();
            // The timer of a process that stood still may come after this.
            if (waiting.deadline.passed()) {
                waiting.result.tryFail(overloaded());
            } else {
                batch.add(waiting);
            }
        }
        return batch;
    }

    private void begin(List<Waiting<I, O>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        atWork++;
        rest();
        written(batch).onComplete(results -> {
            atWork--;
            for (int i = 0; i < batch.size(); i++) {
                Promise<O> result = batch.get(i).result;
                Future<O> told = results.succeeded() ? results.result().get(i) : Future.failedFuture(results.cause());
                told.onSuccess(result::tryComplete).onFailure(result::tryFail);
            }
            next();
        });
    }

    /** From a write's beginning on, nothing that can wait begins another for a moment. */
    private void rest() {
        long millis = config.minInterval().toMillis();
        if (millis > 0) {
            resting = true;
            vertx.setTimer(millis, id -> {
                resting = false;
                next();
            });
        }
    }

    private Future<List<Future<O>>> written(List<Waiting<I, O>> batch) {
        List<I> items = batch.stream().map(waiting -> waiting.item).toList();
        List<Context> traces =
                batch.stream().flatMap(waiting -> waiting.trace.stream()).toList();
        try {
            return Spans.forAll(traces, () -> write.all(items));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void completeIfIdle() {
        if (closed && atWork == 0 && queue.isEmpty()) {
            idle.tryComplete();
        }
    }

    private static Failure overloaded() {
        return new Failure(FailureCode.OVERLOADED, "too many writes wait");
    }

    /** By identity, since equal items are no less two. */
    private static final class Waiting<I, O> {

        private final I item;
        private final Deadline deadline;
        private final Deadline due;
        private final Optional<Context> trace = Spans.mark();
        private final Promise<O> result = Promise.promise();

        /** @param due from when it need not wait for the write before it */
        Waiting(I item, Deadline deadline, Deadline due) {
            this.item = item;
            this.deadline = deadline;
            this.due = due;
        }
    }
}
