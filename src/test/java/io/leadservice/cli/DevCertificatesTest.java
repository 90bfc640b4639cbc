package io.leadservice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/dev-certificates}, where there is the openssl that it calls. */
class DevCertificatesTest {

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void findOpenssl() {
        assumeTrue(Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "openssl"))));
        folder = temp.resolve("certs");
    }

    @Test
    void signsNodesByOneCaAndLeavesTheKeysToTheirOwner() throws Exception {
        assertThat(run("node-1", "node-2")).isZero();
        Certificate ca = certificate("ca.pem");

        assertThat(run("node-3")).isZero();

        assertThat(certificate("ca.pem")).isEqualTo(ca);
        for (String node : List.of("node-1", "node-2", "node-3")) {
            certificate(node + ".pem").verify(ca.getPublicKey());
            assertThat(Files.readString(folder.resolve(node + ".key"))).startsWith("-----BEGIN PRIVATE KEY-----");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(node + ".key"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void refusesNamesThatWouldGoElsewhere() throws Exception {
        assertThat(run("../node")).isEqualTo(2);
        assertThat(run("ca")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    private int run(String... nodes) throws Exception {
        List<String> command = new ArrayList<>(List.of("bin/dev-certificates", folder.toString()));
        command.addAll(List.of(nodes));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Certificate certificate(String name) throws Exception {
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
