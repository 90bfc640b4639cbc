package io.leadservice.backup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Waits for what the driver publishes: a command has nothing else to do meanwhile. */
final class Awaiting<T> implements Subscriber<T> {

    private final List<T> items = new ArrayList<>();
    private final CompletableFuture<List<T>> done = new CompletableFuture<>();

    private Awaiting() {}

    /**
     * All items of a publisher that ends; blocks.
     *
     * @throws BackupException if it fails or does not end in time
     */
    static <T> List<T> all(Publisher<T> publisher, Duration limit) {
        Awaiting<T> awaiting = new Awaiting<>();
        publisher.subscribe(awaiting);
        try {
            return awaiting.done.orTimeout(limit.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BackupException("MongoDB: " + cause.getClass().getSimpleName(), cause);
        }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T item) {
        items.add(item);
    }

    @Override
    public void onError(Throwable cause) {
        done.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        done.complete(items);
    }
}
