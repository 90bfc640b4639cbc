package io.leadservice.config;

/** What the process is for. */
public enum AppEnv {
    /** A developer's machine: back ends and keys that are missing are made. */
    DEVELOPMENT,
    /** Real leads: what is missing is an error. */
    PRODUCTION
}
