package io.leadservice.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads how nodes find each other and how they speak. */
final class ClusterSettings {

    private static final int MAX_PORT = 65_535;
    private static final String CERTIFICATE = "cluster.tls.certificate";
    private static final String KEY = "cluster.tls.key";
    private static final String CA = "cluster.tls.ca";

    /** Every key there is, as it stands in the file. */
    static final List<String> KEYS = List.of(
            "cluster.name",
            "cluster.host",
            "cluster.port",
            "cluster.discovery",
            "cluster.members",
            "cluster.service",
            "cluster.bus-port",
            CERTIFICATE,
            KEY,
            CA,
            "cluster.leads-in-clear");

    private final Settings settings;

    private ClusterSettings(Settings settings) {
        this.settings = settings;
    }

    static ClusterConfig read(Settings settings) {
        return new ClusterSettings(settings).cluster();
    }

    private ClusterConfig cluster() {
        List<String> members = settings.list("cluster.members");
        Discovery discovery =
                Discovery.valueOf(settings.choice("cluster.discovery", "static", "static", "dns", "kubernetes")
                        .toUpperCase(Locale.ROOT));
        String service = settings.text("cluster.service", "");
        if (discovery != Discovery.STATIC && service.isBlank()) {
            settings.problem(
                    "cluster.service is not set, but cluster.discovery dns or kubernetes needs the name of a service");
        }
        Optional<BusTlsConfig> tls = tls();
        boolean leadsInClear = settings.flag("cluster.leads-in-clear", false);
        if (tls.isPresent() && leadsInClear) {
            settings.problem("cluster.leads-in-clear is true, but cluster.tls is set: one of them is meant");
        }
        return new ClusterConfig(
                settings.text("cluster.name", "lead-service"),
                settings.text("cluster.host", "127.0.0.1"),
                settings.integer("cluster.port", 5701, 1, MAX_PORT),
                discovery,
                members.isEmpty() ? List.of("127.0.0.1") : members,
                service,
                settings.integer("cluster.bus-port", 0, 0, MAX_PORT),
                tls,
                leadsInClear);
    }

    private Optional<BusTlsConfig> tls() {
        Optional<Path> certificate = settings.text(CERTIFICATE).map(Path::of);
        Optional<Path> key = settings.text(KEY).map(Path::of);
        Optional<Path> ca = settings.text(CA).map(Path::of);
        long given = Stream.of(certificate, key, ca).flatMap(Optional::stream).count();
        if (given == 0) {
            return Optional.empty();
        }
        if (given < 3) {
            settings.problem(CERTIFICATE + ", " + KEY + " and " + CA + " must all be set, or none of them");
            return Optional.empty();
        }
        BusTlsConfig tls = new BusTlsConfig(certificate.orElseThrow(), key.orElseThrow(), ca.orElseThrow());
        checkCertificates(CERTIFICATE, tls.certificate());
        checkCertificates(CA, tls.ca());
        if (!Files.isReadable(tls.key())) {
            settings.problem(KEY + " is '" + tls.key() + "', but must be a readable PEM file of a private key");
        }
        return Optional.of(tls);
    }

    private void checkCertificates(String name, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            if (!CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .isEmpty()) {
                return;
            }
        } catch (IOException | CertificateException e) {
            // told below, in the same words as an empty file
        }
        settings.problem(name + " is '" + file + "', but must be a readable PEM file of certificates");
    }
}
