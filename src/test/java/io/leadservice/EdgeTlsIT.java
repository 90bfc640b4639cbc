package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The port under TLS of its own, with a certificate that the JDK's keytool makes. */
class EdgeTlsIT {

    private static final String PASSWORD = "of-a-test";

    @TempDir
    private static Path folder;

    private static TestNode node;
    private static SSLContext trust;

    @BeforeAll
    static void start() throws Exception {
        KeyStore keys = keys();
        TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(keys);
        trust = SSLContext.getInstance("TLS");
        trust.init(null, trusted.getTrustManagers(), null);
        node = TestNode.setup()
                .patient()
                .with(
                        "LEAD_HTTP_TLS_CERTIFICATE",
                        pem("CERTIFICATE", keys.getCertificate("node").getEncoded()))
                .with(
                        "LEAD_HTTP_TLS_KEY",
                        pem(
                                "PRIVATE KEY",
                                keys.getKey("node", PASSWORD.toCharArray()).getEncoded()))
                .start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void speaksBothVersionsOfHttpAndAsksForTlsFromNowOn(HttpClient.Version version) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().sslContext(trust).version(version).build();
        URI uri = URI.create("https://127.0.0.1:" + node.uri("/").getPort() + "/health/live");

        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.headers().firstValue("strict-transport-security")).isPresent();
    }

    @Test
    void answersNobodyInClear() throws Exception {
        RawHttp.Answer answer = RawHttp.send(node.uri("/"), "GET /health/live HTTP/1.1\r\nHost: test\r\n\r\n");

        assertThat(answer.status()).isZero();
        assertThat(answer.closed()).isTrue();
    }

    private static KeyStore keys() throws Exception {
        Path store = folder.resolve("node.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "node",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=node",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static Path pem(String kind, byte[] content) throws Exception {
        String text = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + kind + "-----\n";
        return Files.writeString(folder.resolve(kind.replace(' ', '-') + ".pem"), text);
    }
}
