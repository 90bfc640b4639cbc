package io.leadservice.backup;

/** A backup cannot be written, read or restored; the message tells the operator why, and holds no data. */
public final class BackupException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BackupException(String message) {
        super(message);
    }

    BackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
