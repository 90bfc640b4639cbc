package io.leadservice.pipeline;

import java.util.List;
import java.util.Locale;

/** The verticle types, in the order in which a lead meets them. */
public enum StageName {
    HTTP,
    INTAKE,
    VALIDATION,
    SCORING,
    PERSISTENCE,
    PUBLISHING;

    /** Those that answer on the event bus: all but {@link #HTTP}. */
    public static final List<StageName> ON_THE_BUS = List.of(INTAKE, VALIDATION, SCORING, PERSISTENCE, PUBLISHING);

    /** The name in configuration, addresses, logs and metrics. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
