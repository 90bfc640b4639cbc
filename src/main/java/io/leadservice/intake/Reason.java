package io.leadservice.intake;

import java.util.Locale;

/** Why a record goes to the dead letters. */
enum Reason {
    /** The header {@code client} is missing. */
    NO_CLIENT,
    /** No value, or one that is larger than a lead may be. */
    SIZE,
    /** A content type that this version does not know. */
    UNKNOWN_TYPE,
    /** Sealed under another key, for another lead, or changed since. */
    NOT_DECRYPTABLE,
    /** Does not fit the contract. */
    MALFORMED,
    /** What is stored of it already cannot be read. */
    CORRUPT,
    /** A defect of this service: its log has the details. */
    INTERNAL;

    /** The word in the letter's header, such as {@code no_client}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
