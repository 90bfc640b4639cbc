package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.DistributedObject;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.multimap.MultiMap;
import com.hazelcast.replicatedmap.ReplicatedMap;
import io.leadservice.embedded.LoopbackPort;
import io.vertx.core.json.JsonObject;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes, the edge on one and all else on the other, and somebody who reads what goes between them. */
class SecuredBusIT {

    private static final String MARK = "Zzqbus";

    @TempDir
    private Path folder;

    private Relay toStages;
    private Relay toEdge;
    private int membership;
    private Certificates ours;

    @BeforeEach
    void listen() throws Exception {
        toStages = Relay.start();
        toEdge = Relay.start();
        membership = LoopbackPort.free();
        ours = Certificates.in(folder, "ours");
    }

    @AfterEach
    void hangUp() throws Exception {
        toStages.close();
        toEdge.close();
    }

    @Test
    void showsNothingOfALeadUnderTls() throws Exception {
        // Given
        try (TestNode stages = stages().busTls(ours.issue("stages"), ours.ca()).start();
                TestNode edge = edge().busTls(ours.issue("edge"), ours.ca()).start()) {
            awaitReady(edge);
            double before = published(stages);

            // When
            String id = take(edge);

            // Then
            assertThat(toStages.seen()).hasSizeGreaterThan(2_000).doesNotContain(MARK, id, "stage.");
            await().atMost(90, TimeUnit.SECONDS).until(() -> published(stages) > before);
            assertThat(toEdge.seen()).hasSizeGreaterThan(1_000).doesNotContain(MARK, id, "stage.");
            assertThat(stages.ready()).isTrue();
        }
    }

    @Test
    void showsLeadsWithoutTls() throws Exception {
        try (TestNode stages = stages().start();
                TestNode edge = edge().start()) {
            awaitReady(edge);
            take(edge);

            assertThat(toStages.seen()).contains(MARK);
            assertThat(stages.ready()).isTrue();
        }
    }

    @Test
    void keepsMembershipToAddressesAndNodes() throws Exception {
        // Given
        try (TestNode stages = stages().busTls(ours.issue("stages"), ours.ca()).start();
                TestNode edge = edge().busTls(ours.issue("edge"), ours.ca()).start()) {
            awaitReady(edge);

            // When
            String id = take(edge);

            // Then: all that the cluster manager holds, and so all that it can send
            HazelcastInstance member = member();
            Collection<DistributedObject> held = member.getDistributedObjects();
            assertThat(held)
                    .extracting(DistributedObject::getName)
                    .contains("__vertx.nodeInfo", "__vertx.subs")
                    .allMatch(name -> name.startsWith("__vertx."));
            List<String> entries =
                    held.stream().flatMap(SecuredBusIT::entries).distinct().toList();
            assertThat(entries)
                    .anyMatch(entry -> entry.contains("node."))
                    .noneMatch(entry -> entry.contains(MARK) || entry.contains(id));
            assertThat(stages.ready()).isTrue();
        }
    }

    @Test
    void givesNothingToANodeOfAnotherCa() throws Exception {
        // Given a stranger that knows the cluster's name and may join its members
        Certificates others = Certificates.in(folder, "others");
        try (TestNode stages = stages().busTls(ours.issue("stages"), ours.ca()).start();
                TestNode stranger =
                        stranger().busTls(others.issue("stranger"), others.ca()).start()) {
            await().atMost(90, TimeUnit.SECONDS)
                    .until(() -> member().getCluster().getMembers().size() == 2);

            // Then neither side speaks to the other
            double before = published(stages);
            assertThat(post(stranger)).isEqualTo(503);
            assertThat(toStages.seen()).isNotEmpty().doesNotContain(MARK);
            assertThat(published(stages)).isEqualTo(before);
            assertThat(stranger.ready()).isFalse();
        }
    }

    @Test
    void givesNothingToANodeWithoutTls() throws Exception {
        try (TestNode stages = stages().busTls(ours.issue("stages"), ours.ca()).start();
                TestNode stranger = stranger().start()) {
            await().atMost(90, TimeUnit.SECONDS)
                    .until(() -> member().getCluster().getMembers().size() == 2);

            double before = published(stages);
            assertThat(post(stranger)).isEqualTo(503);
            assertThat(stranger.ready()).isFalse();
            assertThat(published(stages)).isEqualTo(before);
        }
    }

    @Test
    void letsInNobodyWithoutACertificateOfItsCa() throws Exception {
        // Given somebody who does not care whom it speaks to
        Certificates others = Certificates.in(folder, "others");
        try (TestNode stages = stages().busTls(ours.issue("stages"), ours.ca()).start()) {
            assertThat(letsIn(ours.issue("peer").bundle().toKeyManagerFactory().getKeyManagers()))
                    .isTrue();
            assertThat(letsIn(others.issue("stranger")
                            .bundle()
                            .toKeyManagerFactory()
                            .getKeyManagers()))
                    .isFalse();
            assertThat(letsIn(new KeyManager[0])).isFalse();
            assertThat(stages.metrics()).contains("lead_outbox_events_total{outcome=\"published\"}");
        }
    }

    /** Whether the stages' node waits for a message after the handshake, or hangs up: TLS 1.3 tells a client only then. */
    private boolean letsIn(KeyManager[] own) throws Exception {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(own, new TrustManager[] {new TrustsAnybody()}, null);
        try (Socket socket = context.getSocketFactory().createSocket("127.0.0.1", toStages.target())) {
            socket.setSoTimeout(2_000);
            ((SSLSocket) socket).startHandshake();
            assertThat(socket.getInputStream().read())
                    .as("end of the connection")
                    .isEqualTo(-1);
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (SSLException | SocketException e) {
            return false;
        }
    }

    /** How many events of leads went to Kafka. */
    private static double published(TestNode node) throws Exception {
        return node.metrics()
                .lines()
                .filter(line -> line.startsWith("lead_outbox_events_total{outcome=\"published\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private TestNode.Setup stages() {
        return TestNode.setup()
                .patient()
                .clustered(membership)
                .reachedThrough(toStages)
                .instances(0, 1, 1, 1, 1);
    }

    private TestNode.Setup edge() {
        return TestNode.setup()
                .patient()
                .clustered(membership)
                .reachedThrough(toEdge)
                .instances(1, 0, 0, 0, 0);
    }

    /** An edge that gives up soon: a connection that is refused shows as a message that is not answered. */
    private TestNode.Setup stranger() {
        return edge().with("LEAD_HTTP_REQUEST_TIMEOUT", "5s").with("LEAD_STAGES_HOP_TIMEOUT", "4s");
    }

    private static String take(TestNode edge) throws Exception {
        var answer = edge.post(lead());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new JsonObject(answer.body()).getString("id");
    }

    private static int post(TestNode edge) throws Exception {
        return edge.post(lead()).statusCode();
    }

    private static String lead() {
        return People.lead().replace("Example", MARK);
    }

    private HazelcastInstance member() {
        return Hazelcast.getAllHazelcastInstances().stream()
                .filter(instance -> instance.getConfig().getClusterName().equals("test-" + membership))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> entries(DistributedObject object) {
        if (object instanceof IMap<?, ?> map) {
            return map.entrySet().stream().map(entry -> text(entry.getKey()) + text(entry.getValue()));
        }
        if (object instanceof MultiMap<?, ?> map) {
            return map.entrySet().stream().map(entry -> text(entry.getKey()) + text(entry.getValue()));
        }
        if (object instanceof ReplicatedMap<?, ?> map) {
            return map.entrySet().stream().map(entry -> text(entry.getKey()) + text(entry.getValue()));
        }
        throw new AssertionError(
                "a " + object.getServiceName().toLowerCase(Locale.ROOT) + " that this test does not know");
    }

    private static String text(Object value) {
        return String.valueOf(value);
    }

    private static void awaitReady(TestNode node) {
        await().atMost(90, TimeUnit.SECONDS).until(node::ready);
    }

    private static final class TrustsAnybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
