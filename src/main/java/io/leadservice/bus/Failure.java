package io.leadservice.bus;

import io.leadservice.tracing.ErrorType;

/**
 * The one exception of the service: a code that callers act on and a message for the log, which crosses the bus and so
 * holds no personal data.
 */
public final class Failure extends RuntimeException implements ErrorType {

    private static final long serialVersionUID = 1;

    private final FailureCode code;

    /** A failure without a cause worth keeping. */
    public Failure(FailureCode code, String message) {
        super(message);
        this.code = code;
    }

    /** A failure with its cause, which stays on this node. */
    public Failure(FailureCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The code of whatever was thrown; INTERNAL for what is none of ours. */
    public static FailureCode codeOf(Throwable cause) {
        return cause instanceof Failure failure ? failure.code() : FailureCode.INTERNAL;
    }

    public FailureCode code() {
        return code;
    }

    @Override
    public String errorType() {
        return code.key();
    }
}
