package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import com.sun.net.httpserver.HttpServer;
import io.leadservice.embedded.LoopbackPort;
import io.leadservice.embedded.SharedBackEnds;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Sends people with marked values down every way through two nodes, with debug logging and traces on, and looks for them
 * wherever something could leak: logs, traces, metrics, what crosses between the nodes, and the back ends, by what they answer
 * and by the bytes of their files.
 */
class MarkedPersonIT {

    /** Part of every text that is personal; lower case, as everything is when it is looked for. */
    private static final String MARK = "zzqmark";

    /** Of what another producer wrote in clear; its record in the queue is not ours, its dead letter is. */
    private static final String FOREIGN = "zzqforeign";

    private static final String SSN = "987-65-4329";
    private static final String BIRTH = "1957-11-23";
    private static final String DEVICE = "203.0.113.177";
    private static final String LEADS = "/api/v1/leads";
    private static final List<String> TOPICS =
            List.of("lead.created", "lead.rejected", "lead.updated", "lead.erased", "lead.intake", "lead.dlq");

    private final String uri = SharedBackEnds.addresses()
            .mongodbUri()
            .replaceFirst("(?<=[^/]/)[^/?]*(?=\\?|$)", "marked-" + UUID.randomUUID());
    private final List<String> phones = new ArrayList<>();
    private final Log log = new Log();
    private final LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = logging.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger driver = logging.getLogger("org.mongodb.driver");
    private final Appender<ILoggingEvent> console = root.getAppender("console");
    private final Level rootLevel = root.getLevel();
    private final Level driverLevel = driver.getLevel();

    @TempDir
    private Path folder;

    private Vertx vertx;
    private Spans spans;
    private Relay toStages;
    private Relay toEdge;
    private TestNode stages;
    private TestNode node;
    private MongoClient mongo;

    @BeforeEach
    void start() throws Exception {
        log.setContext(logging);
        log.start();
        root.addAppender(log);
        root.detachAppender(console); // tens of thousands of lines, which are looked through here
        root.setLevel(Level.DEBUG);
        driver.setLevel(Level.DEBUG);
        vertx = Vertx.vertx();
        spans = Spans.collect();
        toStages = Relay.start();
        toEdge = Relay.start();
        Certificates ca = Certificates.in(folder, "ca");
        int membership = LoopbackPort.free();
        stages = node(membership, toStages, ca.issue("stages"), ca)
                .instances(0, 2, 2, 2, 1)
                .with("LEAD_STAGES_INTAKE_INSTANCES", 1)
                .start();
        node = node(membership, toEdge, ca.issue("edge"), ca)
                .instances(2, 0, 0, 0, 0)
                .start();
        await().atMost(60, TimeUnit.SECONDS).until(() -> node.ready() && stages.ready());
        mongo = MongoClient.create(vertx, new JsonObject().put("connection_string", uri));
    }

    private TestNode.Setup node(int membership, Relay relay, Certificates.Issued own, Certificates ca) {
        return TestNode.setup()
                .patient()
                .with("MONGODB_URI", uri)
                .with("OTEL_EXPORTER_OTLP_ENDPOINT", spans.endpoint())
                .clustered(membership)
                .reachedThrough(relay)
                .busTls(own, ca.ca());
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        stages.close();
        toStages.close();
        toEdge.close();
        spans.close();
        root.setLevel(rootLevel);
        driver.setLevel(driverLevel);
        root.detachAppender(log);
        root.addAppender(console);
        TestNode.join(mongo.close());
        TestNode.join(vertx.close());
    }

    @Test
    void isFoundNowhereInClear() throws Exception {
        // Given what Kafka has of tests before, and people who are sent down every way
        Map<TopicPartition, Long> before = ends();
        String known = person("AUTO", BIRTH, "IA");
        String id = id(post(known, 201));
        post(known, 409);
        post(person("AUTO", "2020-01-01", "IA"), 422);
        post(person("AUTO", BIRTH, MARK), 400);
        post("{\"vertical\":\"AUTO\",\"" + MARK + "\":\"" + MARK, 400);
        post(person("HEALTH", BIRTH, "IA"), 201);
        post(person("LIFE", BIRTH, "IA"), 201);
        String queued = id(checked(
                node.begin(person("HOME", BIRTH, "IA"), "Prefer", "respond-async", "Idempotency-Key", MARK + "-key")
                        .get(60, TimeUnit.SECONDS),
                202));
        checked(
                send(
                        "leads:write",
                        "POST",
                        LEADS + "/batch",
                        person("AUTO", BIRTH, "IA") + "\n" + person("AUTO", BIRTH, MARK) + "\n",
                        "application/x-ndjson"),
                200);
        checked(
                send(
                        "leads:write",
                        "PATCH",
                        LEADS + "/" + id,
                        "{\"status\":\"MATCHED\",\"reason\":\"" + MARK + " called\"}",
                        "application/json"),
                200);
        checked(send("leads:write", "PATCH", LEADS + "/" + id, "{\"" + MARK + "\":1}", "application/json"), 400);
        HttpResponse<String> clear = send("leads:read leads:pii", "GET", LEADS + "/" + id, "", "text/plain");
        assertThat(clear.body().toLowerCase(Locale.ROOT)).contains(MARK).doesNotContain(SSN);
        await().atMost(60, TimeUnit.SECONDS).until(() -> stored(queued));

        // And a dead letter, of what another producer wrote in clear; and a lead whose ciphertext was changed, 500
        buryInClear();
        String changed = id(post(person("AUTO", BIRTH, "IA"), 201));
        TestNode.join(mongo.updateCollection(
                "leads",
                new JsonObject().put("_id", changed),
                new JsonObject()
                        .put(
                                "$set",
                                new JsonObject().put("pii.email", new JsonObject().put("$binary", new byte[40])))));
        checked(send("leads:read leads:pii", "GET", LEADS + "/" + changed, "", "text/plain"), 500);

        // And the rights of a person, and the wrong way to ask for them
        String asked = "{\"email\":\"" + MARK + ".nobody@example.com\",\"phone\":\"" + phones.get(0) + "\"}";
        checked(send("leads:admin leads:pii", "POST", "/api/v1/access-requests", asked, "application/json"), 200);
        checked(send("leads:admin", "POST", "/api/v1/erasures", asked, "application/json"), 200);
        checked(
                send("leads:admin", "POST", "/api/v1/erasures", "{\"email\":\"" + MARK + "\"}", "application/json"),
                400);
        post(known, 422);
        await().atMost(60, TimeUnit.SECONDS).until(() -> node.metrics().contains("lead_outbox_backlog 0.0"));

        // Then
        assertThat(log.lines).hasSizeGreaterThan(100);
        assertThat(log.lines).noneMatch(this::tells);
        assertThat(node.metrics()).matches(metrics -> !tells(metrics));
        List<String> documents = documents();
        assertThat(documents).hasSizeGreaterThan(10).noneMatch(this::tells);
        List<String> records = records(before);
        assertThat(records).hasSizeGreaterThan(8).noneMatch(this::tells);
        assertThat(redis()).noneMatch(this::tells);

        // And in what goes over the network between the nodes, and to the collector of traces
        assertThat(toStages.seen()).hasSizeGreaterThan(50_000).matches(bytes -> !tells(bytes));
        assertThat(toEdge.seen()).hasSizeGreaterThan(5_000).matches(bytes -> !tells(bytes));
        await().atMost(30, TimeUnit.SECONDS).until(() -> spans.seen().contains("stage.persistence"));
        assertThat(spans.seen()).contains("/api/v1/leads").matches(bytes -> !tells(bytes));

        // And in the files of the back ends, where what may be found is found
        if (SharedBackEnds.folder().isPresent()) {
            String control = "control-" + UUID.randomUUID();
            saveRedis(control);
            BackEndFiles files = BackEndFiles.below(SharedBackEnds.folder().get());
            assertThat(files.withAny("mongodb", List.of(id))).isNotEmpty();
            assertThat(files.withAny("kafka", List.of(id))).isNotEmpty();
            assertThat(files.withAny("redis", List.of(control))).hasSizeGreaterThan(1);
            assertThat(files.withAny("", secrets())).isEmpty();
        }
    }

    private List<String> secrets() {
        return Stream.concat(Stream.of(MARK, SSN, SSN.replace("-", ""), BIRTH, DEVICE), phones.stream())
                .toList();
    }

    /** Whether anything that is personal stands in a text. */
    private boolean tells(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains(FOREIGN) || secrets().stream().anyMatch(lower::contains);
    }

    private String person(String vertical, String birth, String state) {
        String phone = People.phone();
        phones.add(phone);
        JsonObject lead = new JsonObject(People.lead(vertical, MARK + "." + People.email(), phone));
        JsonObject contact = lead.getJsonObject("contact_info");
        contact.put("firstName", "Zzqmarkina")
                .put("lastName", "Zzqmarkson")
                .put("ssn", SSN)
                .put("dateOfBirth", birth)
                .put("nickname", MARK)
                .getJsonObject("address")
                .put("street", "7 Zzqmark Street")
                .put("city", "Zzqmarkville")
                .put("state", state);
        lead.getJsonObject("vertical_data").put("note", MARK + " has a cough").mergeIn(sensitive(vertical));
        return lead.put("remark", MARK)
                .put("sub_ids", new JsonObject().put(MARK, MARK))
                .put(
                        "consent",
                        new JsonObject()
                                .put("tcpa", true)
                                .put("text", MARK + " agrees")
                                .put("trustedFormCertUrl", "https://cert.example/" + MARK)
                                .put("jornayaLeadId", MARK))
                .put(
                        "device_info",
                        new JsonObject()
                                .put("ip", DEVICE)
                                .put("userAgent", MARK + "/1.0")
                                .put("landingUrl", "https://land.example/?q=" + MARK))
                .encode();
    }

    /** What a vertical asks that is nobody else's business. */
    private static JsonObject sensitive(String vertical) {
        JsonArray marks = new JsonArray().add(MARK);
        return switch (vertical) {
            case "AUTO" ->
                new JsonObject()
                        .put("vin", "ZZQMARK1234567890")
                        .put("currentCarrier", MARK)
                        .put(
                                "drivers",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("firstName", MARK)
                                                .put("lastName", MARK)
                                                .put("dateOfBirth", BIRTH)
                                                .put(
                                                        "incidents",
                                                        new JsonArray()
                                                                .add(new JsonObject().put("description", MARK)))));
            case "HEALTH" ->
                new JsonObject()
                        .put("preExistingConditions", marks)
                        .put("medications", marks)
                        .put("qualifyingLifeEvent", MARK)
                        .put("dependents", new JsonArray().add(new JsonObject().put("dateOfBirth", BIRTH)));
            case "LIFE" ->
                new JsonObject()
                        .put("conditions", marks)
                        .put("beneficiaries", marks)
                        .put("occupation", MARK);
            default -> new JsonObject().put("currentCarrier", MARK);
        };
    }

    /** Waits until it is put aside; what stood in clear in the queue is its producer's doing. */
    private void buryInClear() {
        String key = UUID.randomUUID().toString();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                "lead.intake",
                key.getBytes(StandardCharsets.UTF_8),
                ("{\"clear\":\"" + FOREIGN + "\"}").getBytes(StandardCharsets.UTF_8));
        record.headers()
                .add("client", "other".getBytes(StandardCharsets.UTF_8))
                .add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", SharedBackEnds.addresses().kafkaBrokers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(record);
        }
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> node.metrics().contains("intake_records_total{outcome=\"dead_letter\"} 1.0"));
    }

    private HttpResponse<String> post(String lead, int status) throws Exception {
        return checked(node.post(lead), status);
    }

    private static HttpResponse<String> checked(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer;
    }

    private HttpResponse<String> send(String scopes, String method, String path, String body, String type)
            throws Exception {
        return node.send(node.token("developer", scopes), method, path, body, "Content-Type", type);
    }

    private static String id(HttpResponse<String> answer) {
        return new JsonObject(answer.body()).getString("id");
    }

    private boolean stored(String id) {
        return TestNode.join(mongo.count("leads", new JsonObject().put("_id", id))) == 1;
    }

    /** Every document of the database, with what is binary in it as it is, so that nothing hides behind base64. */
    private List<String> documents() {
        List<String> documents = new ArrayList<>();
        for (String collection : TestNode.join(mongo.getCollections())) {
            for (JsonObject document : TestNode.join(mongo.find(collection, new JsonObject()))) {
                StringBuilder text = new StringBuilder();
                tell(document, text);
                documents.add(text.toString());
            }
        }
        return documents;
    }

    private static void tell(Object value, StringBuilder text) {
        if (value instanceof JsonObject object) {
            if (object.containsKey("$binary")) {
                text.append(latin(object.getBinary("$binary")));
                return;
            }
            object.forEach(member -> {
                text.append(member.getKey()).append(' ');
                tell(member.getValue(), text);
            });
        } else if (value instanceof JsonArray array) {
            array.forEach(element -> tell(element, text));
        } else {
            text.append(value).append(' ');
        }
    }

    private static Map<TopicPartition, Long> ends() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            return consumer.endOffsets(partitions(consumer));
        }
    }

    /** What came since, but for the record that the test itself wrote in clear. */
    private static List<String> records(Map<TopicPartition, Long> since) {
        List<String> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            partitions.forEach(partition -> consumer.seek(partition, since.getOrDefault(partition, 0L)));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    StringBuilder all = new StringBuilder(latin(record.key())).append(latin(record.value()));
                    record.headers().forEach(header -> all.append(header.key()).append(latin(header.value())));
                    if (!all.toString().contains("{\"clear\":")
                            || record.topic().equals("lead.dlq")) {
                        records.add(all.toString());
                    }
                });
            }
        }
        return records;
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        return TOPICS.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private static KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", SharedBackEnds.addresses().kafkaBrokers(), "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** The names of all keys with what each holds, as Redis dumps it. */
    private List<String> redis() {
        Redis redis = Redis.createClient(vertx, SharedBackEnds.addresses().redisUri());
        List<String> all = new ArrayList<>();
        for (Response key : TestNode.join(redis.send(Request.cmd(Command.KEYS).arg("*")))) {
            Response dump = TestNode.join(redis.send(Request.cmd(Command.DUMP).arg(key.toBuffer())));
            all.add(latin(key.toBytes()) + (dump == null ? "" : latin(dump.toBytes())));
        }
        TestNode.join(redis.close());
        return all;
    }

    /** Has Redis write all it holds to its dump, uncompressed, with something that is to be found there. */
    private void saveRedis(String control) {
        Redis redis = Redis.createClient(vertx, SharedBackEnds.addresses().redisUri());
        for (Request command : List.of(
                Request.cmd(Command.CONFIG).arg("SET").arg("rdbcompression").arg("no"),
                Request.cmd(Command.SET).arg(control).arg(control),
                Request.cmd(Command.SAVE))) {
            TestNode.join(redis.send(command));
        }
        TestNode.join(redis.close());
    }

    private static String latin(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The files of the back ends as bytes, a character each, in lower case. */
    private record BackEndFiles(Path root, List<Path> all) {

        private static final int PIECE = 1 << 20;
        private static final int LONGEST = 64;

        static BackEndFiles below(Path root) throws IOException {
            try (Stream<Path> found = Files.walk(root)) {
                return new BackEndFiles(root, found.filter(Files::isRegularFile).toList());
            }
        }

        /** Those of a back end that hold one of the texts. */
        List<Path> withAny(String backEnd, List<String> texts) throws IOException {
            List<Path> holding = new ArrayList<>();
            for (Path file : all) {
                if (file.startsWith(root.resolve(backEnd)) && holdsAny(file, texts)) {
                    holding.add(file);
                }
            }
            return holding;
        }

        private static boolean holdsAny(Path file, List<String> texts) throws IOException {
            try (InputStream in = Files.newInputStream(file)) {
                String before = "";
                byte[] piece = in.readNBytes(PIECE);
                while (piece.length > 0) {
                    String now = before + latin(piece).toLowerCase(Locale.ROOT);
                    if (texts.stream().anyMatch(now::contains)) {
                        return true;
                    }
                    before = now.substring(Math.max(0, now.length() - LONGEST));
                    piece = in.readNBytes(PIECE);
                }
                return false;
            } catch (NoSuchFileException e) {
                return false; // a back end at work renames and removes some
            }
        }
    }

    /** Takes traces as a collector does. */
    private record Spans(HttpServer server, ByteArrayOutputStream bytes) implements AutoCloseable {

        private static final Map<String, String> EXPORT =
                Map.of("otel.exporter.otlp.protocol", "http/protobuf", "otel.bsp.schedule.delay", "100");

        static Spans collect() throws IOException {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            Spans spans = new Spans(server, new ByteArrayOutputStream());
            server.createContext("/", exchange -> {
                spans.bytes.writeBytes(exchange.getRequestBody().readAllBytes());
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            EXPORT.forEach(System::setProperty);
            System.setProperty("otel.exporter.otlp.endpoint", spans.endpoint());
            return spans;
        }

        String endpoint() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        String seen() {
            return bytes.toString(StandardCharsets.ISO_8859_1);
        }

        @Override
        public void close() {
            EXPORT.keySet().forEach(System::clearProperty);
            System.clearProperty("otel.exporter.otlp.endpoint");
            server.stop(0);
        }
    }

    /** Keeps every line with the messages of its causes. */
    private static final class Log extends AppenderBase<ILoggingEvent> {

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            StringBuilder line = new StringBuilder(event.getLoggerName()).append(event.getFormattedMessage());
            for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                line.append(' ').append(cause.getMessage());
            }
            lines.add(line.toString());
        }
    }
}
