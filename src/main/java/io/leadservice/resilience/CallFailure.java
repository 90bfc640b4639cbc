package io.leadservice.resilience;

import io.leadservice.tracing.ErrorType;
import java.util.Locale;

/** A call to the outside gave no usable answer. Its message holds nothing that was sent or received. */
public final class CallFailure extends RuntimeException implements ErrorType {

    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Without a stack trace: under an outage there is one for every lead, and the reason says all. */
    public CallFailure(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    @Override
    public String errorType() {
        return reason.key();
    }

    /** Why there is no answer. */
    public enum Reason {
        /** The circuit breaker is open: the service was not asked. */
        BREAKER_OPEN(false),
        /** As many calls as allowed are at work: the service was not asked. */
        BULKHEAD_FULL(false),
        /** The lead had too little time left, which says nothing about the service. */
        NO_TIME(false),
        /** The service let the whole time pass. */
        TIMEOUT(true),
        /** No connection, or it broke. */
        UNREACHABLE(true),
        /** The service refuses this one request as invalid, which says nothing about the next. */
        REFUSED(false),
        /** The service answers with an error. */
        BAD_STATUS(true),
        /** The answer is not what the contract says. */
        BAD_ANSWER(true);

        private final boolean fault;

        Reason(boolean fault) {
            this.fault = fault;
        }

        /** Whether it speaks against the health of the service. */
        boolean isFault() {
            return fault;
        }

        /** The name on metrics and in stored leads, such as {@code bad_answer}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
