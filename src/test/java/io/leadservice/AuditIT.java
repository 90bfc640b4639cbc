package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leadservice.cli.LeadCommand;
import io.leadservice.embedded.SharedBackEnds;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is in the audit trail of a node, in a database of its own, and what the command line says of it. */
class AuditIT {

    private static final String LEADS = "/api/v1/leads";
    private static final String URI = SharedBackEnds.addresses()
            .mongodbUri()
            .replaceFirst("(?<=[^/]/)[^/?]*(?=\\?|$)", "audit-" + UUID.randomUUID());

    private static TestNode node;
    private static Vertx vertx;
    private static MongoClient mongo;

    @BeforeAll
    static void start() {
        node = TestNode.setup().patient().with("MONGODB_URI", URI).start();
        vertx = Vertx.vertx();
        mongo = MongoClient.create(vertx, new JsonObject().put("connection_string", URI));
    }

    @AfterAll
    static void stop() {
        node.close();
        TestNode.join(mongo.close());
        TestNode.join(vertx.close());
    }

    @Test
    void tellsWhoDidWhatToWhichLeadAndNothingOfThePerson() throws Exception {
        // Given
        String email = People.email();
        String phone = People.phone();
        String id = created(People.lead("AUTO", email, phone));
        String admin = node.token("officer", "leads:admin leads:pii");
        String person = "{\"email\":\"" + email + "\"}";
        String missing = UUID.randomUUID().toString();

        // When
        node.send(node.token("reader", "leads:read leads:admin leads:pii"), "GET", LEADS + "/" + id, "");
        node.send(node.token("masked", "leads:read leads:admin"), "GET", LEADS + "/" + id, "");
        node.send("no.such.token", "GET", LEADS + "/" + id, "");
        node.send(node.token("poor", "leads:write"), "GET", LEADS + "/" + id, "");
        node.send(node.token("stranger", "leads:read"), "GET", LEADS + "/" + id, "");
        node.send(node.token("stranger", "leads:read"), "GET", LEADS + "/" + missing, "");
        node.send(admin, "POST", "/api/v1/access-requests", person, "Content-Type", "application/json");
        node.send(admin, "POST", "/api/v1/erasures", person, "Content-Type", "application/json");

        // Then
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> !entries("what", "person.erase").isEmpty());
        assertThat(entries("lead", id).stream().map(AuditIT::told))
                .contains(
                        "reader lead.read_clear ok",
                        "null access.unauthenticated 401",
                        "poor access.forbidden 403",
                        "stranger access.no_such_lead 404",
                        "officer lead.erased ok")
                .noneMatch(told -> told.startsWith("masked"));
        assertThat(entries("lead", missing).stream().map(AuditIT::told))
                .containsExactly("stranger access.no_such_lead 404");
        assertThat(entries("who", "officer").stream().map(AuditIT::told))
                .contains("officer person.show ok", "officer person.erase ok");
        assertThat(entries("what", "node.started")).hasSize(1);
        JsonObject read = entries("what", "lead.read_clear").get(0);
        assertThat(read.getString("from")).isEqualTo("127.0.0.1");
        assertThat(read.getString("request")).isNotBlank();
        assertThat(all().toString()).doesNotContain(email, phone, "Martensdale", "123 Main");
    }

    @Test
    void tellsWhoAskedForATimelineThatIsNotTheirs() throws Exception {
        // Given
        String id = created(People.lead());
        String path = LEADS + "/" + id + "/timeline";

        // When
        node.send(node.token("developer", "leads:read leads:pii"), "GET", path, "");
        node.send(node.token("prober", "leads:read leads:pii"), "GET", path, "");
        node.send(node.token("scopeless", "leads:write"), "GET", path, "");

        // Then
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> !entries("who", "scopeless").isEmpty());
        assertThat(entries("lead", id).stream().map(AuditIT::told))
                .containsExactlyInAnyOrder("prober access.no_such_lead 404", "scopeless access.forbidden 403");
    }

    @Test
    void leavesNoWayByAPathWithASlashAtItsEnd() throws Exception {
        String admin = node.token("slash", "leads:admin leads:pii leads:write");
        String person = "{\"email\":\"" + People.email() + "\"}";

        for (String path : List.of("/api/v1/access-requests/", "/api/v1/erasures/", LEADS + "/", LEADS + "/batch/")) {
            assertThat(node.send(admin, "POST", path, person, "Content-Type", "application/json")
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void refusesToBeChangedUnnoticed() throws Exception {
        // Given
        node.send("no.such.token", "GET", LEADS + "/" + UUID.randomUUID(), "");
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> !entries("what", "access.unauthenticated").isEmpty());
        assertThat(verify()).startsWith("0\n").contains("entries, last ");

        // When
        JsonObject entry = entries("what", "access.unauthenticated").get(0);
        JsonObject byId = new JsonObject().put("_id", entry.getString("_id"));
        set(byId, "10.9.8.7");

        // Then
        assertThat(verify()).startsWith("1\n").contains("BROKEN: " + entry.getString("_id") + " was changed");
        set(byId, entry.getString("from"));
        assertThat(verify()).startsWith("0\n");
    }

    private static void set(JsonObject byId, String from) {
        TestNode.join(mongo.updateCollection(
                "audit", byId, new JsonObject().put("$set", new JsonObject().put("from", from))));
    }

    private static String verify() {
        Map<String, String> env = new HashMap<>(node.env());
        CommandLine command = LeadCommand.commandLine(env);
        StringWriter out = new StringWriter();
        command.setOut(new PrintWriter(out, true));
        int code = command.execute("audit", "verify");
        return code + "\n" + out;
    }

    private static String created(String lead) throws Exception {
        HttpResponse<String> response = node.post(lead);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return new JsonObject(response.body()).getString("id");
    }

    private static String told(JsonObject entry) {
        return entry.getString("who") + " " + entry.getString("what") + " " + entry.getString("outcome");
    }

    private static List<JsonObject> entries(String field, String value) {
        return TestNode.join(mongo.findWithOptions(
                "audit",
                new JsonObject().put(field, value),
                new FindOptions().setSort(new JsonObject().put("_id", 1))));
    }

    private static List<JsonObject> all() {
        return TestNode.join(mongo.find("audit", new JsonObject()));
    }
}
