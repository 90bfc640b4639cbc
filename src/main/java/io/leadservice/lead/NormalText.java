package io.leadservice.lead;

import java.util.Optional;

/**
 * The text of a contact in normal form: Unicode NFC, no space at the ends, one space between words. All of it is personal
 * data, so {@link #toString} shows none.
 */
public record NormalText(String firstName, String lastName, Optional<String> street, Optional<String> city) {

    @Override
    public String toString() {
        return "NormalText[hidden]";
    }
}
