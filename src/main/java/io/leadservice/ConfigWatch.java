package io.leadservice;

import io.leadservice.config.ConfigException;
import io.leadservice.config.ConfigSnapshot;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the configuration file for changes of its content, however it comes to change: a ConfigMap changes by a symbolic link
 * that is put in the place of another. What cannot be used is told to the log, and all stays as it is. Works on a worker thread,
 * one look at a time.
 */
final class ConfigWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigWatch.class);
    private static final byte[] NOTHING = {};

    private final Vertx vertx;
    private final Path file;
    private final BiConsumer<ConfigSnapshot, ConfigSnapshot> changed;
    private ConfigSnapshot last;
    private byte[] seen;
    private Future<?> look = Future.succeededFuture();
    private long timer;

    /**
     * @param file that was read
     * @param read what was in it
     * @param changed told what there was before and what there is now; blocks a worker thread
     */
    ConfigWatch(Vertx vertx, Path file, ConfigSnapshot read, BiConsumer<ConfigSnapshot, ConfigSnapshot> changed) {
        this.vertx = vertx;
        this.file = file;
        this.changed = changed;
        this.last = read;
        this.seen = NOTHING;
    }

    void start(Duration interval) {
        timer = vertx.setPeriodic(interval.toMillis(), id -> {
            if (look.isComplete()) {
                look = vertx.executeBlocking(
                        () -> {
                            look();
                            return null;
                        },
                        false);
            }
        });
    }

    /** Ends when no look is under way. */
    Future<?> stop() {
        vertx.cancelTimer(timer);
        return look;
    }

    private synchronized void look() {
        byte[] content = content();
        if (Arrays.equals(content, seen)) {
            return;
        }
        seen = content;
        try {
            ConfigSnapshot now = last.origin().read();
            ConfigSnapshot before = last;
            last = now;
            changed.accept(before, now);
        } catch (ConfigException e) {
            e.problems().forEach(problem -> LOG.error("configuration not taken problem={}", problem));
        }
    }

    private byte[] content() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return NOTHING;
        }
    }
}
