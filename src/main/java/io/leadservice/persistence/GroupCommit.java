package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.config.GroupCommitConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Gathers what comes while a write is on its way into the next one. A single item is written at once; under load a write
 * carries many, and the wait for the disk and the majority is shared. An item waits for the write before it, but no longer
 * than the configured delay; then a second write goes beside the first, up to {@link #MOST_AT_WORK}.
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
    private final Function<List<I>, Future<List<Future<O>>>> write;
    private final Deque<Waiting<I, O>> queue = new ArrayDeque<>();
    private final Promise<Void> idle = Promise.promise();
    private int atWork;
    private boolean timed;
    private boolean closed;

    /** @param write writes all and tells the result of each in order; its failure is that of all */
    GroupCommit(Vertx vertx, GroupCommitConfig config, Function<List<I>, Future<List<Future<O>>>> write) {
        this.vertx = vertx;
        this.config = config;
        this.write = write;
    }

    /**
     * Writes an item with others.
     *
     * @param deadline until when the caller waits; an item whose time is over before its write begins is not written
     * @return its own result; fails as OVERLOADED if too many wait, as DEADLINE if the time is over, and then the item may
     *     have been written, or as the write did
     */
    Future<O> submit(I item, Deadline deadline) {
        if (closed || queue.size() >= config.maxWaiting()) {
            return Future.failedFuture(new Failure(FailureCode.OVERLOADED, "too many writes wait"));
        }
        long millis = deadline.remaining().toMillis();
        if (millis <= 0) {
            return late();
        }
        Waiting<I, O> waiting = new Waiting<>(item, deadline, Deadline.after(config.maxDelay()), Promise.promise());
        queue.add(waiting);
        next();
        return waiting.result().future().timeout(millis, TimeUnit.MILLISECONDS).recover(GroupCommit::timedOut);
    }

    /** Takes nothing more; completes when all that was taken is written or refused. */
    Future<Void> close() {
        closed = true;
        completeIfIdle();
        return idle.future();
    }

    private void next() {
        while (!queue.isEmpty() && (atWork == 0 || (atWork < MOST_AT_WORK && due()))) {
            begin(batch());
        }
        if (!queue.isEmpty() && atWork < MOST_AT_WORK && !timed) {
            timed = true;
            vertx.setTimer(Math.max(1, queue.element().due().remaining().toMillis()), id -> {
                timed = false;
                next();
            });
        }
        completeIfIdle();
    }

    private boolean due() {
        return queue.size() >= config.maxSize() || queue.element().due().passed();
    }

    private List<Waiting<I, O>> batch() {
        List<Waiting<I, O>> batch = new ArrayList<>();
        while (batch.size() < config.maxSize() && !queue.isEmpty()) {
            Waiting<I, O> waiting = queue.remove();
            if (waiting.deadline().passed()) {
                waiting.result().handle(late());
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
        written(batch).onComplete(results -> {
            atWork--;
            for (int i = 0; i < batch.size(); i++) {
                Future<O> result = results.succeeded() ? results.result().get(i) : Future.failedFuture(results.cause());
                result.onComplete(batch.get(i).result());
            }
            next();
        });
    }

    private Future<List<Future<O>>> written(List<Waiting<I, O>> batch) {
        try {
            return write.apply(batch.stream().map(Waiting::item).toList());
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void completeIfIdle() {
        if (closed && atWork == 0 && queue.isEmpty()) {
            idle.tryComplete();
        }
    }

    private static <O> Future<O> timedOut(Throwable cause) {
        return cause instanceof TimeoutException ? late() : Future.failedFuture(cause);
    }

    private static <O> Future<O> late() {
        return Future.failedFuture(new Failure(FailureCode.DEADLINE, "the write did not end in time"));
    }

    /** @param due from when it need not wait for the write before it */
    private record Waiting<I, O>(I item, Deadline deadline, Deadline due, Promise<O> result) {}
}
