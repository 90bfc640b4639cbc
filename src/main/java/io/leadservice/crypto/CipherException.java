package io.leadservice.crypto;

import java.security.GeneralSecurityException;

/** A ciphertext does not open: another key, another lead or field, or it was changed. Holds no data. */
public final class CipherException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CipherException(String message) {
        super(message);
    }

    CipherException(String message, GeneralSecurityException cause) {
        super(message, cause);
    }
}
