package io.leadservice;

/** The service did not start or stop; its message is the reason in one line, for the person who started it. */
public final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StartException(Throwable cause) {
        super(reason(cause), cause);
    }

    static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message.replaceAll("\\R\\s*", " ");
    }
}
