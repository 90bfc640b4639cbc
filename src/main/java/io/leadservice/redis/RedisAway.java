package io.leadservice.redis;

/** A command was not sent, or its answer stayed out: go on without. Has no stack trace, since it may come for every lead. */
public final class RedisAway extends RuntimeException {

    private static final long serialVersionUID = 1;

    RedisAway(String message) {
        super(message, null, false, false);
    }
}
