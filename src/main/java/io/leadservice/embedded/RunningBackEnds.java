package io.leadservice.embedded;

import io.leadservice.config.BackEndAddresses;
import io.leadservice.config.EmbeddedBackEnds;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The three back ends of one data folder and the folder's lock, which is released last. */
final class RunningBackEnds implements EmbeddedBackEnds.Running {

    private static final Logger LOG = LoggerFactory.getLogger(RunningBackEnds.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final BackEndAddresses addresses;
    private final List<BackEnd> backEnds;
    private final FolderLock lock;
    private final AtomicBoolean closed = new AtomicBoolean();

    RunningBackEnds(BackEnd mongodb, BackEnd redis, BackEnd kafka, FolderLock lock) {
        this.addresses = new BackEndAddresses(mongodb.address(), redis.address(), kafka.address());
        this.backEnds = List.of(mongodb, redis, kafka);
        this.lock = lock;
    }

    @Override
    public BackEndAddresses addresses() {
        return addresses;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        List<Thread> stopping = backEnds.stream().map(RunningBackEnds::stop).toList();
        long end = System.nanoTime() + STOP_LIMIT.toNanos();
        stopping.forEach(thread -> join(thread, end));
        lock.close();
    }

    private static Thread stop(BackEnd backEnd) {
        Thread thread = new Thread(backEnd::close, "stop-" + backEnd.getClass().getSimpleName());
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(
                (t, e) -> LOG.warn("back end did not stop cleanly thread={}", t.getName(), e));
        thread.start();
        return thread;
    }

    private static void join(Thread thread, long end) {
        try {
            thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            if (thread.isAlive()) {
                LOG.warn("back end still stopping, left behind thread={}", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
