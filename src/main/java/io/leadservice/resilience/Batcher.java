package io.leadservice.resilience;

import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.bus.RequestIds;
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
 * Gathers what comes while a call is on its way, or began just now, into the next one. A single item goes at once; under load a
 * call carries many, and what it costs is shared: the wait for a disk and a majority, the waking of driver and server. An item
 * waits for the call before it, but no longer than the policy's delay; then a second call goes beside the first, up to
 * {@link #MOST_AT_WORK}. What fills a call does not wait for the interval between two.
 *
 * <p>State is confined to one event loop: make and use each on the loop of the instance that owns it.
 *
 * @param <I> what is asked
 * @param <O> what is told of each
 */
public final class Batcher<I, O> {

    /** Calls beside each other, so that one that hangs does not stop the rest. */
    static final int MOST_AT_WORK = 4;

    private final Vertx vertx;
    private final BatchPolicy policy;
    private final Call<I, O> call;
    private final Deque<Waiting<I, O>> queue = new ArrayDeque<>();
    private final Promise<Void> idle = Promise.promise();
    private int atWork;
    private boolean timed;
    private int resting;
    private boolean closed;

    /** Asks all by one call and tells the result of each in order; its failure is that of all. */
    public interface Call<I, O> {
        Future<List<Future<O>>> all(List<I> items);
    }

    public Batcher(Vertx vertx, BatchPolicy policy, Call<I, O> call) {
        this.vertx = vertx;
        this.policy = policy;
        this.call = call;
    }

    /**
     * Asks for an item with others.
     *
     * @param deadline until when the caller waits
     * @return its own result; fails as OVERLOADED if there was no room or its turn did not come in time, and then it is not
     *     asked for and will not be; as DEADLINE if its call did not end in time, and then it may have been; or as the call
     *     did
     */
    public Future<O> submit(I item, Deadline deadline) {
        long millis = deadline.remaining().toMillis();
        if (closed || queue.size() >= policy.maxWaiting() || millis <= 0) {
            return Future.failedFuture(overloaded());
        }
        Waiting<I, O> waiting = new Waiting<>(item, deadline, Deadline.after(policy.maxDelay()));
        long timer = vertx.setTimer(millis, id -> late(waiting));
        queue.add(waiting);
        RequestIds.apart(this::next);
        // A call for many ends in the context of one of them; what follows belongs to each one's own.
        return RequestIds.here(waiting.result.future().onComplete(done -> vertx.cancelTimer(timer)));
    }

    private void late(Waiting<I, O> waiting) {
        boolean notAsked = queue.remove(waiting);
        waiting.result.tryFail(
                notAsked ? overloaded() : new Failure(FailureCode.DEADLINE, "the call did not end in time"));
        completeIfIdle();
    }

    /** Takes nothing more; completes when all that was taken is answered or refused. */
    public Future<Void> close() {
        closed = true;
        completeIfIdle();
        return idle.future();
    }

    private void next() {
        while (!queue.isEmpty() && ((atWork == 0 && resting == 0) || (atWork < MOST_AT_WORK && due()))) {
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
        return queue.size() >= policy.maxSize() || queue.element().due.passed();
    }

    private List<Waiting<I, O>> batch() {
        List<Waiting<I, O>> batch = new ArrayList<>();
        while (batch.size() < policy.maxSize() && !queue.isEmpty()) {
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
        called(batch).onComplete(results -> {
            atWork--;
            for (int i = 0; i < batch.size(); i++) {
                Promise<O> result = batch.get(i).result;
                Future<O> told = results.succeeded() ? results.result().get(i) : Future.failedFuture(results.cause());
                told.onSuccess(result::tryComplete).onFailure(result::tryFail);
            }
            next();
        });
    }

    /** From a call's beginning on, nothing that can wait begins another for a moment. */
    private void rest() {
        long millis = policy.minInterval().toMillis();
        if (millis > 0) {
            resting++;
            vertx.setTimer(millis, id -> {
                resting--;
                next();
            });
        }
    }

    private Future<List<Future<O>>> called(List<Waiting<I, O>> batch) {
        List<I> items = batch.stream().map(waiting -> waiting.item).toList();
        List<Context> traces =
                batch.stream().flatMap(waiting -> waiting.trace.stream()).toList();
        try {
            return Spans.forAll(traces, () -> call.all(items));
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
        return new Failure(FailureCode.OVERLOADED, "too many calls wait");
    }

    /** By identity, since equal items are no less two. */
    private static final class Waiting<I, O> {

        private final I item;
        private final Deadline deadline;
        private final Deadline due;
        private final Optional<Context> trace = Spans.mark();
        private final Promise<O> result = Promise.promise();

        /** @param due from when it need not wait for the call before it */
        Waiting(I item, Deadline deadline, Deadline due) {
            this.item = item;
            this.deadline = deadline;
            this.due = due;
        }
    }
}
