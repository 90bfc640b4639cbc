package io.leadservice.embedded;

/** One back end that runs until it is closed. */
interface BackEnd extends AutoCloseable {

    /** The connection string that its clients take. */
    String address();

    /** Flushes and stops it within seconds; safe to call twice. */
    @Override
    void close();
}
