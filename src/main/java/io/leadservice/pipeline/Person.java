package io.leadservice.pipeline;

import java.util.Optional;

/**
 * By what a person is known: one of the two at least. {@link #toString} shows neither.
 *
 * @param email in the form that each message tells
 * @param phone in the form that each message tells
 */
public record Person(Optional<String> email, Optional<String> phone) {

    @Override
    public String toString() {
        return "Person[hidden]";
    }
}
