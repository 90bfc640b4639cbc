package io.leadservice;

/** The service did not start or stop; its message is the reason in one line, for the person who started it. */
public final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StartException(Throwable cause) {
        super(reason(cause), cause);
    }

    static String reason(Throwable cause) {
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        // A path or a class alone is the whole message of some.
        String text = message.replaceAll("\\R\\s*", " ").strip();
        return text.contains(" ") ? text : cause.getClass().getSimpleName() + ": " + text;
    }
}
