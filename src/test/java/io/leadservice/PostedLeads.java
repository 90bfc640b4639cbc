package io.leadservice;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Leads that come to a node, several at once, until this is closed. */
public final class PostedLeads implements AutoCloseable {

    private final AtomicInteger taken = new AtomicInteger();
    private final List<CompletableFuture<Void>> posting;
    private volatile boolean closed;

    private PostedLeads(TestNode node, int atOnce) {
        posting = Stream.generate(() -> next(node)).limit(atOnce).toList();
    }

    public static PostedLeads at(TestNode node, int atOnce) {
        return new PostedLeads(node, atOnce);
    }

    private CompletableFuture<Void> next(TestNode node) {
        if (closed) {
            return CompletableFuture.completedFuture(null);
        }
        return node.begin(People.lead()).thenCompose(answer -> {
            if (answer.statusCode() == 201) {
                taken.incrementAndGet();
            }
            return next(node);
        });
    }

    public void awaitTaken(int count) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> taken.get() >= count);
    }

    @Override
    public void close() {
        closed = true;
        posting.forEach(CompletableFuture::join);
    }
}
