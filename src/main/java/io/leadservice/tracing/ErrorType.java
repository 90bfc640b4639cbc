package io.leadservice.tracing;

/** An exception that says what kind of error it is, in a word of a bounded set; for the {@code error.type} of spans. */
public interface ErrorType {

    /** Holds nothing that was sent or received. */
    String errorType();
}
