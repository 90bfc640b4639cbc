package io.leadservice.config;

import java.util.Objects;

/**
 * A value that is never printed: {@link #toString} hides it.
 *
 * @param value the secret itself
 */
public record Secret(String value) {
    public Secret {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
