package io.leadservice.telemetry;

import ch.qos.logback.core.PropertyDefinerBase;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the log is written: {@code LOG_FORMAT} if it is set; {@code json} in production; otherwise {@code plain}. Named
 * in logback.xml.
 */
public final class LogFormat extends PropertyDefinerBase {

    @Override
    public String getPropertyValue() {
        return set("LOG_FORMAT").orElseGet(() -> production() ? "json" : "plain");
    }

    private Optional<String> set(String name) {
        return Stream.of(
                        Optional.ofNullable(getContext().getProperty(name)),
                        Optional.ofNullable(System.getProperty(name)),
                        Optional.ofNullable(System.getenv(name)))
                .flatMap(Optional::stream)
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    private boolean production() {
        return set("APP_ENV")
                .or(() -> set("NODE_ENV"))
                .filter("production"::equals)
                .isPresent();
    }
}
