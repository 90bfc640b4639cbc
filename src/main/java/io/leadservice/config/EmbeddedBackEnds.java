package io.leadservice.config;

import java.nio.file.Path;

/**
 * The back ends inside this process, for a fresh machine and for tests. The implementation stands in the development
 * jar and is found by {@link java.util.ServiceLoader}; the production image carries none.
 *
 * <p>Both methods block for seconds: call them from a worker thread, never from an event loop.
 */
public interface EmbeddedBackEnds {

    /**
     * Starts MongoDB, Redis and Kafka on free loopback ports, with their data below {@code dataDir}.
     *
     * @param dataDir a folder of this process alone; an empty or missing one gives fresh stores
     * @return the running back ends
     * @throws IllegalStateException if the folder is in use by another process or a back end does not start, with a
     *     message that says which one and why
     */
    Running start(Path dataDir);

    /** Back ends that run until they are closed. */
    interface Running extends AutoCloseable {

        /** Where they listen. */
        BackEndAddresses addresses();

        /** Stops all three, flushing what they hold; safe to call twice. */
        @Override
        void close();
    }
}
