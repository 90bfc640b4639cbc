package io.leadservice.embedded;

import de.bwaldvogel.mongo.MongoServer;
import io.leadservice.Certificates;
import io.leadservice.config.BackEndAddresses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStore;

/**
 * Back ends that speak TLS only, by certificates of one CA; Kafka (SASL/PLAIN) and Redis (ACL) ask for user and password too,
 * which the stand-in for MongoDB does not know.
 */
public final class SecuredBackEnds implements AutoCloseable {

    public static final String USER = "lead";
    public static final String PASSWORD = "of-a-test-only";

    private final KafkaBackEnd kafka;
    private final Process redis;
    private final MongoServer mongodb;
    private final BackEndAddresses addresses;

    private SecuredBackEnds(KafkaBackEnd kafka, Process redis, MongoServer mongodb, BackEndAddresses addresses) {
        this.kafka = kafka;
        this.redis = redis;
        this.mongodb = mongodb;
        this.addresses = addresses;
    }

    /** Starts all three; blocks for seconds. */
    public static SecuredBackEnds start(Path folder, Certificates authority) throws Exception {
        Certificates.Issued own = authority.issue("back-ends");
        int redisPort = LoopbackPort.free();
        int mongodbPort = LoopbackPort.free();
        Process redis = redis(folder.resolve("redis"), redisPort, own, authority);
        MongoServer mongodb = mongodb(mongodbPort, own);
        KafkaBackEnd kafka = kafka(folder.resolve("kafka"), LoopbackPort.free(), own);
        return new SecuredBackEnds(
                kafka,
                redis,
                mongodb,
                new BackEndAddresses(
                        "mongodb://127.0.0.1:" + mongodbPort + "/leads?tls=true",
                        "rediss://" + USER + ":" + PASSWORD + "@127.0.0.1:" + redisPort,
                        kafka.address()));
    }

    public BackEndAddresses addresses() {
        return addresses;
    }

    /** What a client of Kafka needs to know beside the address. */
    public static String kafkaLogin(String password) {
        return login(USER, password) + ";";
    }

    @Override
    public void close() {
        kafka.close();
        mongodb.shutdownNow();
        redis.destroy();
    }

    private static Process redis(Path folder, int port, Certificates.Issued own, Certificates authority)
            throws Exception {
        List<String> command = new ArrayList<>(RedisCommand.of(Files.createDirectories(folder), 0));
        command.addAll(List.of("--tls-port", Integer.toString(port), "--tls-auth-clients", "no"));
        command.addAll(List.of("--tls-cert-file", own.certificate().toString()));
        command.addAll(List.of("--tls-key-file", own.key().toString()));
        command.addAll(List.of("--tls-ca-cert-file", authority.ca().toString()));
        command.addAll(List.of("--user", USER, "on", ">" + PASSWORD, "~*", "&*", "+@all"));
        command.addAll(List.of("--user", "default", "off"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
        if (process.waitFor(500, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(Files.readString(folder.resolve("redis.log")));
        }
        return process;
    }

    private static MongoServer mongodb(int port, Certificates.Issued own) throws Exception {
        MVStore store = GroupCommit.manual().open();
        GroupCommit commits = new GroupCommit(store);
        MongoServer server = new MongoServer(new GroupCommitBackend(store, commits));
        server.enableSsl(
                own.bundle().getKeyPair().getPrivate(), null, own.bundle().getCertificatePath());
        commits.start();
        server.bind(LoopbackPort.address(port));
        return server;
    }

    private static KafkaBackEnd kafka(Path folder, int port, Certificates.Issued own) throws Exception {
        String listener = "SASL_SSL://127.0.0.1:" + port;
        Map<String, String> properties = new HashMap<>();
        properties.put("listeners", listener + ",CONTROLLER://127.0.0.1:" + LoopbackPort.free());
        properties.put("advertised.listeners", listener);
        properties.put("listener.security.protocol.map", "SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT");
        properties.put("inter.broker.listener.name", "SASL_SSL");
        properties.put("sasl.enabled.mechanisms", "PLAIN");
        properties.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        properties.put(
                "listener.name.sasl_ssl.plain.sasl.jaas.config",
                login("broker", PASSWORD) + " user_broker=\"" + PASSWORD + "\" user_" + USER + "=\"" + PASSWORD
                        + "\";");
        properties.put("ssl.keystore.type", "PEM");
        properties.put("ssl.keystore.certificate.chain", own.bundle().getCertificatePathPEM());
        properties.put("ssl.keystore.key", own.bundle().getPrivateKeyPEM());
        properties.put("ssl.truststore.type", "PEM");
        properties.put("ssl.truststore.certificates", own.bundle().getRootCertificatePEM());
        properties.put(
                "controller.quorum.voters", "1@" + properties.get("listeners").replaceFirst(".*CONTROLLER://", ""));
        return KafkaBackEnd.start(folder, port, properties);
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\""
                + password + "\"";
    }
}
