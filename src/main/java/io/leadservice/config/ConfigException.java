package io.leadservice.config;

import java.util.List;

/** The configuration cannot be used; names every bad key at once, and no secret. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    public ConfigException(List<String> problems) {
        super("configuration:\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence for each bad key: the key, its value, what is allowed. */
    public List<String> problems() {
        return problems;
    }
}
