package io.leadservice.lead;

import java.util.Optional;

/**
 * A postal address in the United States. Street and city are personal data; state and ZIP stay clear for filters.
 *
 * @param street house number and street
 * @param city the town
 * @param state two capital letters as the Postal Service uses them
 * @param zip five digits, or nine as {@code 12345-6789}
 */
public record Address(Optional<String> street, Optional<String> city, String state, String zip) {

    /** The first five digits of the ZIP. */
    public String zip5() {
        return zip.substring(0, 5);
    }

    @Override
    public String toString() {
        return "Address[" + state + "]";
    }
}
