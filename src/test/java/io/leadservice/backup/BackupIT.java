package io.leadservice.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.leadservice.backup.BackupFile.Summary;
import io.leadservice.config.Secret;
import io.leadservice.crypto.FieldCipher;
import io.leadservice.crypto.SealedFields;
import io.leadservice.crypto.ServiceKeys;
import io.leadservice.embedded.SharedBackEnds;
import io.leadservice.lead.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;

/** From a database of this test's own to another. */
class BackupIT {

    private static final ServiceKeys KEY =
            ServiceKeys.of("a service key of thirty-two byte".getBytes(StandardCharsets.US_ASCII));
    private static final ServiceKeys OTHER_KEY =
            ServiceKeys.of("another key that has 32 bytes too".substring(0, 32).getBytes(StandardCharsets.US_ASCII));
    private static final int LEADS = 1_234;
    private static final Instant LATER = Instant.parse("2126-01-01T00:00:00Z");
    private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private final Secret from = database();
    private final Secret to = database();
    private final FieldCipher cipher = FieldCipher.of(KEY);
    private RawStore source;
    private RawStore target;
    private Path file;
    private Path keys;

    @BeforeEach
    void fillTheSource() {
        source = new RawStore(from);
        target = new RawStore(to);
        file = folder.resolve("leads.backup");
        keys = folder.resolve("leads.keys");
        List<RawBsonDocument> leads = new ArrayList<>();
        for (int i = 0; i < LEADS; i++) {
            leads.add(lead(String.format("lead-%05d", i)));
        }
        source.insert(StoredCollection.LEADS, leads);
        source.insert(
                StoredCollection.CLAIMS,
                List.of(ending("AUTO/email/a", "lead-00001", LATER), ending("AUTO/email/b", "lead-00002", BEFORE)));
        source.insert(StoredCollection.ERASED, List.of(entry("all/email/x")));
        source.insert(StoredCollection.EPOCHS, List.of(entry("epoch")));
        source.insert(StoredCollection.KEYS, List.of(ending("key", "lead-00001", LATER)));
    }

    @AfterEach
    void close() {
        source.close();
        target.close();
    }

    @Test
    void bringsEveryDocumentBackByteForByte() throws IOException {
        // When
        Map<String, Long> written = backup(from).to(file, keys, false);
        Restore.Report report = restore(KEY).from(file, keys, Set.of(), false);

        // Then
        assertThat(written)
                .isEqualTo(Map.of(
                        "leads",
                        (long) LEADS,
                        "duplicate_claims",
                        1L,
                        "idempotency_keys",
                        1L,
                        "audit",
                        0L,
                        "model_slots",
                        0L,
                        "models",
                        0L,
                        "outbox_epochs",
                        1L,
                        "data_keys",
                        (long) LEADS,
                        "erased_people",
                        1L));
        assertThat(report).isEqualTo(new Restore.Report(LEADS + 4, 0, 0));
        for (StoredCollection collection : StoredCollection.values()) {
            assertThat(bytes(target, collection)).isEqualTo(bytes(source, collection));
        }
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(folder.resolve("leads.backup.part")).doesNotExist();
    }

    @Test
    void holdsNothingOfTheKey() throws IOException {
        backup(from).to(file, keys, false);

        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(KEY.root(), StandardCharsets.ISO_8859_1));
    }

    @Test
    void refusesAFileWithOneByteChangedOrMissing() throws IOException {
        // Given
        backup(from).to(file, keys, false);
        byte[] good = Files.readAllBytes(file);

        // Then
        for (int position = 0; position < good.length; position += good.length / 50) {
            byte[] bad = good.clone();
            bad[position] ^= 1;
            Files.write(file, bad);
            assertThatThrownBy(() -> restore(KEY).from(file, keys, Set.of(), false))
                    .isInstanceOf(BackupException.class);
            Files.write(file, Arrays.copyOf(good, position));
            assertThatThrownBy(() -> restore(KEY).from(file, keys, Set.of(), false))
                    .isInstanceOf(BackupException.class);
        }
        assertThat(target.isEmpty()).isTrue();
    }

    @Test
    void refusesAFileWithAPartTakenOut() throws IOException {
        // Given
        backup(from).to(file, keys, false);
        byte[] good = Files.readAllBytes(file);
        List<Long> sizes = new ArrayList<>();
        BackupFile.read(file, (frame, label) -> sizes.add(frame.size()));
        int trailer = trailerBytes(file);
        int lastChunk = Math.toIntExact(sizes.get(sizes.size() - 1));
        byte[] cut = new byte[good.length - lastChunk];
        System.arraycopy(good, 0, cut, 0, good.length - trailer - lastChunk);
        System.arraycopy(good, good.length - trailer, cut, good.length - trailer - lastChunk, trailer);

        // When
        Files.write(file, cut);

        // Then
        assertThatThrownBy(() -> restore(KEY).from(file, keys, Set.of(), false))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("parts are missing");
    }

    @Test
    void goesOnWithABackupThatBrokeOff() throws IOException {
        // Given a backup whose process ends while it writes a part
        Progress breaking = (step, done, total) -> {
            if (done > 600) {
                throw new IllegalStateException("the power is gone");
            }
        };
        assertThatThrownBy(() -> new Backup(from, KEY, breaking).to(file, keys, false))
                .isInstanceOf(IllegalStateException.class);
        Path part = folder.resolve("leads.backup.part");
        byte[] whole = Files.readAllBytes(part);
        Files.write(part, Arrays.copyOf(whole, whole.length - 7));
        assertThat(file).doesNotExist();
        assertThatThrownBy(() -> backup(from).to(file, keys, false)).hasMessageContaining("--resume");
        assertThatThrownBy(() -> new Backup(from, OTHER_KEY, silent()).to(file, keys, true))
                .hasMessageContaining("ENCRYPTION_KEY");

        // When
        List<Long> told = new ArrayList<>();
        new Backup(from, KEY, (step, done, total) -> told.add(done)).to(file, keys, true);

        // Then
        assertThat(told).startsWith(500L, LEADS - 500L);
        assertThat(restore(KEY).from(file, keys, Set.of(), false).inserted()).isEqualTo(LEADS + 4);
        assertThat(bytes(target, StoredCollection.LEADS)).isEqualTo(bytes(source, StoredCollection.LEADS));
    }

    @Test
    void refusesAnotherKeyUpFront() throws IOException {
        assertThatThrownBy(() -> new Backup(from, OTHER_KEY, silent()).to(file, keys, false))
                .hasMessageContaining("not the one of the leads");
        assertThat(file).doesNotExist();

        backup(from).to(file, keys, false);
        assertThatThrownBy(() -> restore(OTHER_KEY).from(file, keys, Set.of(), false))
                .hasMessageContaining("another ENCRYPTION_KEY");
        assertThat(target.isEmpty()).isTrue();
    }

    @Test
    void refusesAStoreThatHoldsOtherDataUnlessItIsToAddToIt() throws IOException {
        // Given
        backup(from).to(file, keys, false);
        RawBsonDocument changed = lead("lead-00007");
        target.insert(StoredCollection.LEADS, List.of(changed));

        // Then
        assertThatThrownBy(() -> restore(KEY).from(file, keys, Set.of(), false)).hasMessageContaining("not empty");
        assertThat(restore(KEY).from(file, keys, Set.of(), true)).isEqualTo(new Restore.Report(LEADS + 3, 1, 0));
        assertThat(bytes(target, StoredCollection.LEADS)).contains(new Bytes(bytes(changed)));
    }

    @Test
    void runsARestoreAgainThatBrokeOff() throws IOException {
        // Given
        backup(from).to(file, keys, false);
        Progress breaking = (step, done, total) -> {
            if (done > 600) {
                throw new IllegalStateException("the power is gone");
            }
        };
        assertThatThrownBy(() -> new Restore(to, KEY, breaking).from(file, keys, Set.of(), false))
                .isInstanceOf(IllegalStateException.class);

        // When
        Restore.Report second = restore(KEY).from(file, keys, Set.of(), false);

        // Then
        assertThat(second.kept()).isPositive();
        assertThat(second.inserted() + second.kept()).isEqualTo(LEADS + 4);
        assertThat(bytes(target, StoredCollection.LEADS)).isEqualTo(bytes(source, StoredCollection.LEADS));
        assertThatThrownBy(() -> restore(KEY).from(file, keys, Set.of(), false)).hasMessageContaining("not empty");
    }

    @Test
    void neverWritesOverAFile() throws IOException {
        Files.writeString(file, "precious");

        assertThatThrownBy(() -> backup(from).to(file, keys, false)).hasMessageContaining("is there already");
        assertThat(Files.readString(file)).isEqualTo("precious");
        assertThatThrownBy(() -> restore(KEY).from(file, keys, Set.of(), false)).hasMessageContaining("is no backup");
        assertThatThrownBy(() -> backup(from).to(folder.resolve("none"), keys, true))
                .hasMessageContaining("no interrupted backup");
    }

    @Test
    void holdsNoKeyOfAnyLead() throws IOException {
        backup(from).to(file, keys, false);

        BackupFile.read(file, (frame, label) -> {
            if (label.collection() == StoredCollection.LEADS) {
                assertThat(Chunk.of(frame).documents()).allMatch(DataKey::isMissing);
            }
        });
    }

    @Test
    void bringsALeadThatWasErasedSinceBackAsErasedAndWithoutItsClaims() throws IOException {
        // Given a backup, and then an erasure that the key file knows of, and one of which only the topic tells
        backup(from).to(file, keys, false);
        inTheSource(database -> database.getCollection("leads", RawBsonDocument.class)
                .replaceOne(Filters.eq("_id", "lead-00001"), ErasedLead.of(lead("lead-00001"), Instant.now())));
        backup(from).keysTo(keys);

        // When
        Restore.Report report = restore(KEY).from(file, keys, Set.of("lead-00003"), false);

        // Then
        assertThat(report).isEqualTo(new Restore.Report(LEADS + 3, 0, 2));
        List<RawBsonDocument> leads = target.page(StoredCollection.LEADS, "", 5);
        assertThat(leads.get(0).containsKey("pii")).isTrue();
        for (RawBsonDocument erased : List.of(leads.get(1), leads.get(3))) {
            assertThat(erased.getString("status").getValue()).isEqualTo("ERASED");
            assertThat(erased.keySet()).doesNotContain("pii", "data_key", "score", "outbox");
        }
        assertThat(target.page(StoredCollection.CLAIMS, "", 5)).isEmpty();
        assertThat(target.page(StoredCollection.ERASED, "", 5)).hasSize(1);
    }

    @Test
    void keepsTheKeysOfLeadsThatTheStoreLost() throws IOException {
        // Given a store that lost its leads after the backup
        backup(from).to(file, keys, false);
        inTheSource(database -> database.getCollection("leads").deleteMany(Filters.empty()));
        inTheSource(database -> database.getCollection("erased_people").deleteMany(Filters.empty()));

        // When somebody's nightly job goes on
        assertThat(backup(from).keysTo(keys))
                .containsEntry("data_keys", (long) LEADS)
                .containsEntry("erased_people", 1L);

        // Then
        assertThat(restore(KEY).from(file, keys, Set.of(), false).erased()).isZero();
    }

    @Test
    void refusesAKeyFileThatIsOlderThanTheBackup() throws IOException {
        backup(from).keysTo(keys);
        byte[] old = Files.readAllBytes(keys);
        backup(from).to(file, keys, false);
        Files.write(keys, old);

        assertThatThrownBy(() -> restore(KEY).from(file, keys, Set.of(), false)).hasMessageContaining("is older than");
        assertThatThrownBy(() -> restore(KEY).from(file, file, Set.of(), false)).hasMessageContaining("no key file");
        assertThat(target.isEmpty()).isTrue();
    }

    private static int trailerBytes(Path file) throws IOException {
        Summary summary = BackupFile.read(file, (frame, label) -> {});
        return Math.toIntExact(summary.trailer().frame().size());
    }

    private static Progress silent() {
        return (step, done, total) -> {};
    }

    private Backup backup(Secret uri) {
        return new Backup(uri, KEY, silent());
    }

    private Restore restore(ServiceKeys key) {
        return new Restore(to, key, silent());
    }

    private static Secret database() {
        String name = "backup-" + UUID.randomUUID();
        return new Secret(SharedBackEnds.addresses().mongodbUri().replaceFirst("(?<=[^/]/)[^/?]*(?=\\?|$)", name));
    }

    /** With a value of every kind that the service stores, and a field that is another one each time. */
    private RawBsonDocument lead(String id) {
        SealedFields sealed = cipher.seal(id, Map.of("firstName", "Ann".getBytes(StandardCharsets.UTF_8)));
        BsonDocument document = new BsonDocument("_id", new BsonString(id))
                .append("v", new BsonInt32(1))
                .append("created_at", new BsonDateTime(1_750_000_000_123L))
                .append("score", new BsonDocument("probability", new BsonDouble(5.0)).append("n", new BsonInt64(5)))
                .append("data_key", new BsonBinary(sealed.wrappedKey().content()))
                .append(
                        "pii",
                        new BsonDocument(
                                "firstName",
                                new BsonBinary(sealed.fields().get("firstName").content())))
                .append("outbox", new BsonArray(List.of(new BsonDocument("id", new BsonString(id + "/lead.created")))));
        return new RawBsonDocument(document, new BsonDocumentCodec());
    }

    private void inTheSource(Function<MongoDatabase, Publisher<?>> step) {
        ConnectionString connection = new ConnectionString(from.value());
        try (MongoClient client = MongoClients.create(connection)) {
            Awaiting.all(
                    step.apply(client.getDatabase(Objects.requireNonNull(connection.getDatabase()))),
                    Duration.ofSeconds(20));
        }
    }

    private static RawBsonDocument entry(String id) {
        return DataKey.raw(new BsonDocument("_id", new BsonString(id)).append("leads", new BsonInt64(1)));
    }

    private static RawBsonDocument ending(String id, String leadId, Instant expiresAt) {
        return new RawBsonDocument(
                new BsonDocument("_id", new BsonString(id))
                        .append("lead_id", new BsonString(leadId))
                        .append("expires_at", new BsonDateTime(expiresAt.toEpochMilli())),
                new BsonDocumentCodec());
    }

    private static List<Bytes> bytes(RawStore store, StoredCollection collection) {
        return store.page(collection, "", 10_000).stream()
                .map(document -> new Bytes(bytes(document)))
                .toList();
    }

    private static byte[] bytes(RawBsonDocument document) {
        byte[] bytes = new byte[document.getByteBuffer().remaining()];
        document.getByteBuffer().get(bytes);
        return bytes;
    }
}
