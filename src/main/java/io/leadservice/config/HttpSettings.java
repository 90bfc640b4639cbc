package io.leadservice.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what the edge does. */
final class HttpSettings {

    private static final int MAX_PORT = 65_535;
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.-]+(:\\d{1,5})?");

    /** Every key there is, as it stands in the file. */
    static final List<String> KEYS = List.of(
            "http.host",
            "http.port",
            "http.max-body-bytes",
            "http.request-timeout",
            "http.idle-timeout",
            "http.drain",
            "http.compress-from",
            "http.http2",
            "http.h2c",
            "http.tls.certificate",
            "http.tls.key",
            "http.cors-origins",
            "http.connections.maximum",
            "http.connections.per-address",
            "http.connections.head-timeout",
            "http.connections.body-timeout",
            "http.admission.minimum",
            "http.admission.maximum",
            "http.batch.max-rows",
            "http.batch.window",
            "http.batch.max-unread-bytes",
            "http.batch.max-at-once");

    private final Settings settings;

    private HttpSettings(Settings settings) {
        this.settings = settings;
    }

    static HttpConfig read(Settings settings) {
        return new HttpSettings(settings).http();
    }

    private HttpConfig http() {
        return new HttpConfig(
                settings.text("http.host", "0.0.0.0"),
                settings.integer("http.port", 3000, 0, MAX_PORT),
                settings.integer("http.max-body-bytes", 65_536, 1_024, 262_144),
                settings.duration("http.request-timeout", seconds(5), Duration.ofMillis(100), seconds(120)),
                settings.duration("http.idle-timeout", seconds(30), seconds(1), seconds(3600)),
                settings.duration("http.drain", seconds(1), Duration.ZERO, seconds(15)),
                settings.integer("http.compress-from", 1_024, 0, 1_048_576),
                settings.flag("http.http2", true),
                settings.flag("http.h2c", false),
                tls(),
                origins(),
                new ConnectionConfig(
                        settings.integer("http.connections.maximum", 16_384, 16, 1_000_000),
                        settings.integer("http.connections.per-address", 0, 0, 1_000_000),
                        settings.duration("http.connections.head-timeout", seconds(10), seconds(1), seconds(600)),
                        settings.duration("http.connections.body-timeout", seconds(10), seconds(1), seconds(600))),
                admission(),
                new BatchConfig(
                        settings.integer("http.batch.max-rows", 10_000, 1, 1_000_000),
                        settings.integer("http.batch.window", 64, 1, 1_024),
                        settings.integer("http.batch.max-unread-bytes", 4_194_304, 1_024, 1_073_741_824),
                        settings.integer("http.batch.max-at-once", 16, 1, 1_000)));
    }

    private AdmissionConfig admission() {
        int minimum = settings.integer("http.admission.minimum", 16, 1, 100_000);
        int maximum = settings.integer("http.admission.maximum", 512, 1, 100_000);
        if (minimum > maximum) {
            settings.problem("http.admission.minimum is " + minimum
                    + ", but must be at most http.admission.maximum, which is " + maximum);
        }
        return new AdmissionConfig(minimum, maximum);
    }

    private Optional<TlsConfig> tls() {
        Optional<Path> certificate = settings.text("http.tls.certificate").map(Path::of);
        Optional<Path> key = settings.text("http.tls.key").map(Path::of);
        if (certificate.isPresent() != key.isPresent()) {
            settings.problem("http.tls.certificate and http.tls.key must both be set, or none of them");
            return Optional.empty();
        }
        Stream.of(certificate, key)
                .flatMap(Optional::stream)
                .filter(file -> !Files.isReadable(file))
                .forEach(file -> settings.problem("http.tls names '" + file + "', but no file can be read there"));
        return certificate.flatMap(chain -> key.map(secret -> new TlsConfig(chain, secret)));
    }

    private List<String> origins() {
        List<String> origins = settings.list("http.cors-origins");
        origins.stream()
                .filter(origin -> !ORIGIN.matcher(origin).matches())
                .forEach(origin -> settings.problem("http.cors-origins is '" + origin
                        + "', but must be origins such as https://portal.example, without path and wildcards"));
        return origins;
    }

    private static Duration seconds(int amount) {
        return Duration.ofSeconds(amount);
    }
}
