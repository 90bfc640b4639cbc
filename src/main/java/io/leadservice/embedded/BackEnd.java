package io.leadservice.embedded;

/** A back end that runs until it is closed. */
interface BackEnd extends AutoCloseable {

    /** What a client connects to. */
    String address();

    /** Stops it, flushing what it holds; blocks until it is down. */
    @Override
    void close();
}
