package io.leadservice.cli.dev;

import io.leadservice.cli.ConfOption;
import io.leadservice.cli.StoreClient;
import io.leadservice.config.ConfigException;
import io.leadservice.config.LeadServiceConfig;
import io.leadservice.config.Secret;
import io.leadservice.lead.Bytes;
import io.leadservice.lead.KnownLead;
import io.leadservice.lead.LeadOutcome.Kind;
import io.leadservice.lead.ModelSlot;
import io.leadservice.lead.Vertical;
import io.leadservice.persistence.KnownLeads;
import io.leadservice.pipeline.ModelList.Registered;
import io.leadservice.registry.MongoModelStore;
import io.leadservice.scoring.Models;
import io.leadservice.scoring.model.AdditiveModel;
import io.leadservice.scoring.model.ModelException;
import io.leadservice.scoring.model.ModelFile;
import io.leadservice.scoring.model.ModelFiles;
import io.leadservice.training.OutcomeQuestion;
import io.leadservice.training.OutcomeTraining;
import io.leadservice.training.Progress;
import io.leadservice.training.Retrained;
import io.vertx.core.Future;
import io.vertx.ext.mongo.MongoClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How {@code lead train --from-db} trains: on the leads of the store with what was told of them. */
final class OutcomeOptions {

    @Option(names = "--vertical", description = "With --from-db: whose leads. ${COMPLETION-CANDIDATES}")
    private Optional<Vertical> vertical = Optional.empty();

    @Option(
            names = "--target",
            paramLabel = "OUTCOME",
            description = "The outcome: contacted, quoted, bound, or returned for a model of return risk.",
            defaultValue = "bound")
    private String target = "bound";

    @Option(
            names = "--within",
            paramLabel = "DAYS",
            description = "So soon it has to come; younger leads are left out. Default: ${DEFAULT-VALUE}.",
            defaultValue = "30")
    private int within = 30;

    @Option(
            names = "--silence-is-no",
            description = "Count leads of which nobody told anything as negative, where every good outcome is told.")
    private boolean silenceIsNo;

    @Option(
            names = "--newest",
            paramLabel = "N",
            description = "So many leads are read at most. Default: ${DEFAULT-VALUE}.",
            defaultValue = "100000")
    private int newest = 100_000;

    @Option(names = "--by", description = "Who trains, for the registry. Default: the user of the system.")
    private String by = System.getProperty("user.name", "operator");

    @Mixin
    private ConfOption conf = new ConfOption();

    /**
     * Trains, and registers the model if it beats the one in use.
     *
     * @param env the environment variables
     * @param out where model and card go besides; nowhere if empty
     * @return whether it is registered
     */
    boolean train(Map<String, String> env, long seed, Optional<Path> out, Progress progress) throws Exception {
        Kind kind = Kind.of(target)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--target must be contacted, quoted, bound or returned, not " + target));
        Vertical whose = vertical.orElseThrow(() -> new IllegalArgumentException("--from-db needs --vertical"));
        if (within < 1 || newest < 1) {
            throw new IllegalArgumentException("--within and --newest must be at least 1");
        }
        ModelSlot slot = kind == Kind.RETURNED ? ModelSlot.returnRisk(whose) : ModelSlot.conversion(whose);
        LeadServiceConfig config = conf.loadForTools(env);
        Optional<AdditiveModel> champion = champion(config, slot, kind);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant until = now.minus(Duration.ofDays(within));
        List<KnownLead> leads = with(config, client -> KnownLeads.read(client, whose, until, newest));
        Retrained trained = new OutcomeTraining(
                        slot, new OutcomeQuestion(kind, Duration.ofDays(within), silenceIsNo), seed)
                .run(leads, champion, now, progress);
        trained.lines().forEach(System.out::println);
        byte[] content = ModelFiles.write(trained.file());
        if (out.isPresent()) {
            write(out.get(), trained, content);
        }
        return trained.adopted() && register(config, slot, kind, trained, content, now);
    }

    private boolean register(
            LeadServiceConfig config, ModelSlot slot, Kind kind, Retrained trained, byte[] content, Instant now)
            throws Exception {
        ModelFile file = trained.file();
        Map<String, Double> metrics = file.training().metrics().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, metric -> metric.getValue().value()));
        Registered model = new Registered(
                slot.name(),
                file.version(),
                ModelFiles.parse(content).sha256(),
                now,
                by,
                kind.key(),
                file.training().basis(),
                file.training().rows(),
                file.training().positives(),
                file.training().period(),
                metrics);
        boolean added = with(config, client -> store(client, config).add(model, new Bytes(content), trained.card()));
        System.out.println(
                added
                        ? "registered. Try it: POST /admin/models/" + slot.name() + "/shadow {\"version\":\""
                                + file.version() + "\"}, then /promote"
                        : "there is a model of this version already");
        return added;
    }

    /** @throws IllegalArgumentException if the model in use tells another outcome: their losses cannot be compared */
    private static Optional<AdditiveModel> champion(LeadServiceConfig config, ModelSlot slot, Kind kind)
            throws Exception {
        Optional<String> version = with(config, client -> store(client, config).slots()).stream()
                .filter(one -> one.inUse().slot().equals(slot.name()))
                .findFirst()
                .flatMap(one -> one.inUse().champion());
        if (version.isEmpty()) {
            return Models.bundled(slot);
        }
        Optional<String> other = with(config, client -> store(client, config).model(slot.name(), version.get()))
                .map(Registered::target)
                .filter(told -> !told.equals(kind.key()));
        if (other.isPresent()) {
            throw new IllegalArgumentException("the model in use, " + slot.name() + " " + version.get() + ", tells "
                    + other.get() + ", not " + kind.key() + ": train with --target " + other.get()
                    + ", or revert it first");
        }
        Bytes content = with(config, client -> store(client, config).content(slot.name(), version.get()))
                .orElseThrow(() -> new IllegalStateException("the registry lacks its model in use"));
        try {
            return Optional.of(Models.read(slot, version.get(), content.content()));
        } catch (ModelException e) {
            throw new IllegalStateException("the model in use does not load: " + e.getMessage(), e);
        }
    }

    private static void write(Path folder, Retrained trained, byte[] content) throws IOException {
        String name = trained.file().id() + "-" + trained.file().version();
        Files.createDirectories(folder);
        Files.write(folder.resolve(name + ".json"), content);
        Files.writeString(folder.resolve(name + ".md"), trained.card());
        System.out.println(String.format(Locale.ROOT, "written   %s and its card", folder.resolve(name + ".json")));
    }

    private static MongoModelStore store(MongoClient client, LeadServiceConfig config) {
        return new MongoModelStore(client, config.mongodb().timeout());
    }

    private static <T> T with(LeadServiceConfig config, Function<MongoClient, Future<T>> work) throws Exception {
        Secret uri = config.mongodb()
                .uri()
                .orElseThrow(() -> new ConfigException(
                        List.of("MONGODB_URI is not set: bin/lead backends env names that of bin/lead backends up")));
        return StoreClient.with(config.mongodb(), uri, work);
    }
}
