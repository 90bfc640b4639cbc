package io.leadservice.testbed;

import java.io.IOException;
import java.util.Optional;

/** One process under test with what can be done to it. Every method blocks; one thread at a time. */
public interface Part {

    /** Starts it and waits until it answers; fails if it does not within four minutes. */
    void start() throws IOException, InterruptedException;

    /** Whether it can do its work, for which a node needs more than to answer. */
    boolean ready() throws IOException, InterruptedException;

    /** {@code kill -9}, and waits until it is gone. */
    void kill() throws IOException, InterruptedException;

    /**
     * SIGTERM, and waits until it is gone.
     *
     * @return its exit code
     */
    int terminate() throws IOException, InterruptedException;

    /** SIGSTOP. */
    void pause() throws IOException, InterruptedException;

    /** SIGCONT. */
    void resume() throws IOException, InterruptedException;

    /** If it lives. */
    Optional<ProcessHandle> process();
}
