package io.leadservice;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A private CA and certificates of it for 127.0.0.1, in PEM files, for as long as a test lasts. */
public final class Certificates {

    private final Path folder;
    private final X509Bundle authority;
    private final Path ca;

    private Certificates(Path folder, X509Bundle authority, Path ca) {
        this.folder = folder;
        this.authority = authority;
        this.ca = ca;
    }

    /** A certificate and its key. */
    public record Issued(Path certificate, Path key, X509Bundle bundle) {}

    /** Makes a CA whose files begin with its name. */
    public static Certificates in(Path folder, String name) throws Exception {
        X509Bundle authority = template(name).setIsCertificateAuthority(true).buildSelfSigned();
        return new Certificates(folder, authority, write(folder, name + ".pem", authority.getCertificatePEM()));
    }

    /** Makes a certificate for both sides of a connection. */
    public Issued issue(String name) throws Exception {
        X509Bundle bundle = template(name)
                .addSanIpAddress("127.0.0.1")
                .addExtendedKeyUsageServerAuth()
                .addExtendedKeyUsageClientAuth()
                .buildIssuedBy(authority);
        return new Issued(
                write(folder, name + ".pem", bundle.getCertificatePEM()),
                write(folder, name + ".key", bundle.getPrivateKeyPEM()),
                bundle);
    }

    /** The certificate of the CA. */
    public Path ca() {
        return ca;
    }

    private static CertificateBuilder template(String name) {
        Instant now = Instant.now();
        return new CertificateBuilder()
                .ecp256()
                .subject("CN=" + name)
                .notBefore(now.minus(1, ChronoUnit.HOURS))
                .notAfter(now.plus(1, ChronoUnit.DAYS));
    }

    private static Path write(Path folder, String name, String pem) throws IOException {
        return Files.writeString(folder.resolve(name), pem);
    }
}
