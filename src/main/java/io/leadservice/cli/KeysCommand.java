package io.leadservice.cli;

import io.leadservice.audit.AuditChain;
import io.leadservice.audit.MongoAuditStore;
import io.leadservice.crypto.FieldCipher;
import io.leadservice.crypto.ServiceKeys;
import io.leadservice.persistence.DataKeys;
import io.leadservice.persistence.MongoCalls;
import io.leadservice.pipeline.AuditEntry;
import io.vertx.core.Future;
import io.vertx.ext.mongo.MongoClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The encryption keys: a new one, leads wrapped by it, and the old one gone. */
@Command(
        name = "keys",
        description = "The encryption keys of the service, in a key-set file that ENCRYPTION_KEY names.",
        footer = {
            "",
            "In this order: rotate FILE, restart all nodes; promote FILE, restart all nodes; rewrap; backup --keys-only; and"
                    + " once the topic lead.intake holds nothing of before, drop FILE ID. No request fails on the way."
        },
        mixinStandardHelpOptions = true)
public final class KeysCommand {

    private static final Duration CALL_LIMIT = Duration.ofSeconds(30);

    @ParentCommand
    private LeadCommand lead;

    @Mixin
    private StoreOptions options = new StoreOptions();

    @Spec
    private CommandSpec spec;

    @Command(
            name = "rotate",
            description =
                    "Adds a new key, which only decrypts until it is promoted. Makes FILE of ENCRYPTION_KEY if it is"
                            + " not there.",
            mixinStandardHelpOptions = true)
    int rotate(@Parameters(paramLabel = "FILE", description = "The key-set file.") Path file) throws Exception {
        StoreOptions.Store store = options.load(lead.env());
        ServiceKeys keys = Files.exists(file) ? ServiceKeys.of(file.toString()) : store.serviceKeys();
        if (keys.hasAnnounced()) {
            throw refused("the newest key is not in use yet: promote it first");
        }
        ServiceKeys more = keys.announcing();
        record(store, "keys.rotate", "key " + last(more));
        write(file, more);
        say("key %d added; restart all nodes with ENCRYPTION_KEY=%s, then promote it%n", last(more), file);
        return 0;
    }

    @Command(
            name = "promote",
            description = "Has the newest key wrap what is new. All nodes have to know it before.",
            mixinStandardHelpOptions = true)
    int promote(@Parameters(paramLabel = "FILE", description = "The key-set file.") Path file) throws Exception {
        ServiceKeys keys = ServiceKeys.of(file.toString()).promoted();
        record(options.load(lead.env()), "keys.promote", "key " + keys.primary());
        write(file, keys);
        say("key %d is primary; restart all nodes, then: bin/lead keys rewrap%n", keys.primary());
        return 0;
    }

    @Command(
            name = "status",
            description = "Tells which keys ENCRYPTION_KEY has, and how many leads each of them wraps.",
            mixinStandardHelpOptions = true)
    int status() throws Exception {
        StoreOptions.Store store = options.load(lead.env());
        ServiceKeys keys = store.serviceKeys();
        Map<Integer, Long> counts = store.with(KeysCommand::count);
        for (int id : keys.ids()) {
            say("%-12d %10d leads%s%n", id, counts.getOrDefault(id, 0L), id == keys.primary() ? "  primary" : "");
        }
        long unknown = counts.entrySet().stream()
                .filter(count -> !keys.ids().contains(count.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        if (unknown > 0) {
            say("%-12s %10d leads  CANNOT BE READ%n", "other", unknown);
        }
        return unknown > 0 ? 1 : 0;
    }

    @Command(
            name = "rewrap",
            description =
                    "Wraps the data key of every lead by the primary key, while the service runs. Run again after an"
                            + " interruption it goes on.",
            mixinStandardHelpOptions = true)
    int rewrap() throws Exception {
        StoreOptions.Store store = options.load(lead.env());
        ServiceKeys keys = store.serviceKeys();
        FieldCipher cipher = FieldCipher.of(keys);
        record(store, "keys.rewrap", "to key " + keys.primary() + ", begun");
        long done;
        try (ProgressLine line = new ProgressLine(spec.commandLine().getErr(), lead.env())) {
            done = store.with(client -> DataKeys.ofLeads(calls(client))
                    .estimate()
                    .compose(total -> rewrap(client, cipher, keys.primary(), seen -> line.tell("rewrap", seen, total)))
                    .compose(count -> audit(client, "keys.rewrap", "to key " + keys.primary() + ", leads " + count)
                            .map(count)));
        }
        say("wrapped anew %d%n", done);
        return 0;
    }

    @Command(
            name = "drop",
            description = "Takes a key out of FILE, if it is not primary and no lead is wrapped by it.",
            mixinStandardHelpOptions = true)
    int drop(
            @Parameters(index = "0", paramLabel = "FILE", description = "The key-set file.") Path file,
            @Parameters(index = "1", paramLabel = "ID", description = "The id of the key, as status tells it.") int id)
            throws Exception {
        StoreOptions.Store store = options.load(lead.env());
        ServiceKeys keys = ServiceKeys.of(file.toString());
        if (!keys.ids().contains(id) || id == keys.primary()) {
            throw refused("there is no such key, or it is primary");
        }
        long wrapped = store.with(KeysCommand::count).getOrDefault(id, 0L);
        if (wrapped > 0) {
            throw refused(wrapped + " leads are wrapped by key " + id + ": bin/lead keys rewrap");
        }
        record(store, "keys.drop", "key " + id);
        write(file, keys.without(id));
        say("key %d dropped%n", id);
        return 0;
    }

    /** First those of leads, whose progress is told. */
    private static Future<Long> rewrap(MongoClient client, FieldCipher cipher, int primary, LongConsumer progress) {
        return DataKeys.ofLeads(calls(client))
                .rewrap(cipher, primary, progress)
                .compose(leads -> DataKeys.ofLetters(calls(client))
                        .rewrap(cipher, primary, seen -> {})
                        .map(letters -> leads + letters));
    }

    private static Future<Map<Integer, Long>> count(MongoClient client) {
        return DataKeys.ofLeads(calls(client))
                .count()
                .compose(counts -> DataKeys.ofLetters(calls(client)).count().map(letters -> {
                    letters.forEach((key, count) -> counts.merge(key, count, Long::sum));
                    return counts;
                }));
    }

    private static MongoCalls calls(MongoClient client) {
        return new MongoCalls(client, CALL_LIMIT);
    }

    /** Before it is done, so that nothing is done without an entry. */
    private static void record(StoreOptions.Store store, String what, String detail) throws Exception {
        store.with(client -> audit(client, what, detail));
    }

    private static Future<Void> audit(MongoClient client, String what, String detail) {
        return new AuditChain(new MongoAuditStore(client, CALL_LIMIT))
                .append(List.of(AuditEntry.ofService(Instant.now(), "operator", what, Optional.empty(), detail)));
    }

    /** Whole or not at all, and its owner's only. */
    private static void write(Path file, ServiceKeys keys) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer json = StandardCharsets.UTF_8.encode(keys.toJson());
            while (json.hasRemaining()) {
                channel.write(json);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int last(ServiceKeys keys) {
        return keys.ids().get(keys.ids().size() - 1);
    }

    private ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private void say(String format, Object... values) {
        spec.commandLine().getOut().printf(format, values);
        spec.commandLine().getOut().flush();
    }
}
