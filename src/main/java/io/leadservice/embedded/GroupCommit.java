package io.leadservice.embedded;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * One write to the file for all writes that wait: a write returns after one that began when it was applied already. Documents go to
 * the {@link Journal}, and the store is committed some times a second, and where something else than a document was changed. A
 * commit never runs inside a write, so a killed process leaves no half of one. For that the store must not commit by itself:
 * {@link #manual}.
 */
final class GroupCommit implements Changes, AutoCloseable {

    /** Between two commits of the store: one writes a page for each document that changed, and writes wait for it. */
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(50);

    private static final long LONGEST_JOURNAL_BYTES = 16 << 20;

    private static final int KEYS_PER_PAGE = 16;
    private static final int CACHE_MEBIBYTES = 2;

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int FILL_RATE_PERCENT = 50;
    /** The most that is aimed at, and the part of all time that is: writes wait meanwhile. */
    private static final Duration COMPACTION = Duration.ofMillis(50);

    private static final int COMPACTION_SHARE = 10;
    private static final Duration COMPACTION_INTERVAL = Duration.ofMillis(100);
    private static final int FEWEST_COMPACTED_BYTES = 16 << 10;
    private static final int MOST_COMPACTED_BYTES = 4 << 20;

    private final MVStore store;
    private final Optional<Journal> journal;
    private final AtomicBoolean beyondDocuments = new AtomicBoolean();
    private final Thread committer;
    private final ReadWriteLock applying = new ReentrantReadWriteLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private final Condition done = lock.newCondition();
    private long applied;
    private long committed;
    private boolean closed;
    /** Of the committing thread. */
    private long nextCommit = System.nanoTime();

    /** Of the committing thread. */
    private long nextCompaction = System.nanoTime();

    /** Of the committing thread. */
    private int compactedBytes = FEWEST_COMPACTED_BYTES;

    private @Nullable Throwable failure;

    /** Of a store without a journal: each write waits for a commit. */
    GroupCommit(MVStore store) {
        this(store, Optional.empty());
    }

    /** @param journal closed with this */
    GroupCommit(MVStore store, Journal journal) {
        this(store, Optional.of(journal));
    }

    private GroupCommit(MVStore store, Optional<Journal> journal) {
        this.store = store;
        this.journal = journal;
        this.committer = new Thread(this::commitLoop, "mongodb-group-commit");
        this.committer.setDaemon(true);
    }

    /**
     * A store that commits and compacts when it is told, and at no other time. Ids are random, so that each document is in another
     * page, which is read and written for it alone: small pages, and hardly any that it pays to keep in memory (ADR 61).
     */
    static MVStore.Builder manual() {
        return new MVStore.Builder()
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .keysPerPage(KEYS_PER_PAGE)
                .cacheSize(CACHE_MEBIBYTES);
    }

    void start() {
        committer.start();
    }

    /** Applies the write and returns its result once it is in the file. */
    <T> T durably(Supplier<T> write) {
        T result = apply(write);
        awaitCommit();
        return result;
    }

    private <T> T apply(Supplier<T> write) {
        applying.readLock().lock();
        try {
            return write.get();
        } finally {
            applying.readLock().unlock();
        }
    }

    private void awaitCommit() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the store is closing");
            }
            long mine = ++applied;
            asked.signal();
            long left = LIMIT.toNanos();
            while (committed < mine) {
                if (failure != null || left <= 0) {
                    throw new IllegalStateException("the write was not committed", failure);
                }
                left = done.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the write was committed", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void put(String map, Object id, byte[] bson) {
        if (id instanceof String text) {
            journal.ifPresent(all -> all.put(map, text, bson));
        } else {
            other();
        }
    }

    @Override
    public void removed(String map, Object id) {
        if (id instanceof String text) {
            journal.ifPresent(all -> all.removed(map, text));
        } else {
            other();
        }
    }

    @Override
    public void other() {
        beyondDocuments.set(true);
    }

    private void commitLoop() {
        try {
            for (long upTo = nextRound(); upTo >= 0; upTo = nextRound()) {
                if (beyondDocuments.getAndSet(false) || isCommitDue()) {
                    commit();
                } else {
                    journal.ifPresent(Journal::write);
                }
                finish(upTo, null);
            }
            commit();
        } catch (RuntimeException | Error e) {
            finish(0, e);
        }
    }

    private boolean isCommitDue() {
        return journal.isEmpty()
                || System.nanoTime() - nextCommit >= 0
                || journal.filter(all -> all.length() > LONGEST_JOURNAL_BYTES).isPresent();
    }

    /** Waits for writes, or for the commit of earlier ones; answers the number of the last one applied, or -1 when there will be no more. */
    private long nextRound() {
        lock.lock();
        try {
            while (applied == committed && !closed) {
                if (journal.filter(all -> all.length() > 0).isEmpty()) {
                    asked.awaitUninterruptibly();
                } else if (asked.awaitNanos(nextCommit - System.nanoTime()) <= 0) {
                    return applied;
                }
            }
            return applied == committed ? -1 : applied;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted before the store was committed", e);
        } finally {
            lock.unlock();
        }
    }

    private void commit() {
        applying.writeLock().lock();
        try {
            store.commit();
            // No write is at work, so nothing was noted that the store does not have.
            journal.ifPresent(Journal::clear);
            compact();
            nextCommit = System.nanoTime() + COMMIT_INTERVAL.toNanos();
        } finally {
            applying.writeLock().unlock();
        }
    }

    /**
     * Each commit leaves what it replaced as holes; what lies between them is written anew, a little at a time. So many bytes
     * may be one page or thousands in as many places of the file, so the time that they took says how many to write next.
     */
    private void compact() {
        long begun = System.nanoTime();
        if (begun - nextCompaction < 0) {
            return;
        }
        boolean worked = store.compact(FILL_RATE_PERCENT, compactedBytes);
        long took = System.nanoTime() - begun;
        if (took > COMPACTION.toNanos()) {
            compactedBytes = Math.max(FEWEST_COMPACTED_BYTES, compactedBytes / 2);
        } else if (worked && took < COMPACTION.toNanos() / 2) {
            compactedBytes = Math.min(MOST_COMPACTED_BYTES, compactedBytes * 2);
        }
        nextCompaction = begun + Math.max(COMPACTION_INTERVAL.toNanos(), COMPACTION_SHARE * took);
    }

    private void finish(long upTo, @Nullable Throwable problem) {
        lock.lock();
        try {
            committed = Math.max(committed, upTo);
            failure = problem;
            done.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Commits what waits and ends the thread and the journal, within the time limit of a write. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            asked.signal();
        } finally {
            lock.unlock();
        }
        try {
            committer.join(LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        journal.ifPresent(Journal::close);
    }
}
