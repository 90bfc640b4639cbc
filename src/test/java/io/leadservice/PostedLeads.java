package io.leadservice;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Leads that come to a node one after the other until this is closed. */
public final class PostedLeads implements AutoCloseable {

    private final AtomicInteger taken = new AtomicInteger();
    private final CompletableFuture<Void> posting;
    private volatile boolean closed;

    private PostedLeads(TestNode node) {
        posting = CompletableFuture.runAsync(() -> {
            while (!closed) {
                if (node.begin(People.lead()).join().statusCode() == 201) {
                    taken.incrementAndGet();
                }
            }
        });
    }

    public static PostedLeads at(TestNode node) {
        return new PostedLeads(node);
    }

    public void awaitTaken(int count) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> taken.get() >= count);
    }

    @Override
    public void close() {
        closed = true;
        posting.join();
    }
}
