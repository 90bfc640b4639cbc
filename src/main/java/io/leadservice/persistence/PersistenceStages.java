package io.leadservice.persistence;

import io.leadservice.bus.NodeName;
import io.leadservice.config.GroupCommitConfig;
import io.leadservice.config.LeadServiceConfig;
import io.leadservice.crypto.BlindIndex;
import io.leadservice.crypto.FieldCipher;
import io.leadservice.crypto.LeadIds;
import io.leadservice.crypto.ServiceKeys;
import io.leadservice.pipeline.DeadLetter;
import io.leadservice.pipeline.Stage;
import io.leadservice.resilience.BatchPolicy;
import io.leadservice.resilience.Batcher;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Puts the stages of persistence together: what a node's instances share, and what each has for itself. Thread-safe. */
public final class PersistenceStages {

    /** What clocks of nodes may differ by, and a write may take after nobody waits for it any more. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final LeadServiceConfig config;
    private final MongoLeadStore leads;
    private final MongoClaimStore claims;
    private final MongoKeyStore keys;
    private final KeyHash keyHash;
    private final MongoLeadChanges changes;
    private final MongoEpochs epochs;
    private final MongoLeadList list;
    private final LeadIds leadIds;
    private final LeadSealer sealer;
    private final LeadHistory history;
    private final ErasedPeople people;
    private final LetterKeys letters;
    private final Eraser eraser;
    private final SweepLease retentionLease;
    private final MeterRegistry meters;

    public PersistenceStages(
            Vertx vertx,
            LeadServiceConfig config,
            MongoCalls calls,
            MongoLeadStore leads,
            ServiceKeys serviceKeys,
            ErasureListener listener,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.config = config;
        this.leads = leads;
        this.claims = new MongoClaimStore(calls);
        this.keys = new MongoKeyStore(calls);
        this.keyHash = new KeyHash(serviceKeys.root());
        LeadCollection collection = new LeadCollection(calls);
        this.changes = new MongoLeadChanges(collection);
        this.epochs = new MongoEpochs(calls);
        this.list = new MongoLeadList(collection);
        FieldCipher cipher = FieldCipher.of(serviceKeys);
        this.sealer = new LeadSealer(cipher, BlindIndex.of(serviceKeys.root()));
        this.history = new LeadHistory(cipher);
        this.leadIds = new LeadIds(serviceKeys.root());
        this.people = new ErasedPeople(calls);
        this.retentionLease = new SweepLease(calls, "retention");
        this.letters = new LetterKeys(calls);
        this.eraser = new Eraser(leads, changes, epochs, claims, letters, listener, Clock.systemUTC());
        this.meters = meters;
    }

    /** Creates what the stores need; safe to repeat. */
    public Future<Void> prepare() {
        return Future.join(
                        leads.prepare().compose(done -> list.prepare()),
                        claims.prepare(),
                        keys.prepare(),
                        people.prepare(),
                        letters.prepare())
                .mapEmpty();
    }

    /**
     * The stages of one instance; made on its event loop.
     *
     * @param relay of this instance alone
     * @param outbox that of the relay
     * @param now the configuration as it is now
     */
    public List<Stage<?, ?>> ofInstance(OutboxRelay relay, EpochOutbox outbox, LeadServiceConfig now) {
        LeadStore store = new GroupCommitLeadStore(leads, gathered(leads::insertAll));
        KeyStore keyStore = new GroupCommitKeyStore(keys, gathered(keys::addAll), gathered(keys::keepAll));
        LeadView view = new LeadView(sealer, history);
        LeadChanger changer = new LeadChanger(leads, changes, epochs, view, relay, Clock.systemUTC());
        return List.of(
                writer(store, relay, outbox, now),
                new LeadFinder(leads, view),
                new LeadUpdater(changer, history),
                new OutcomeKeeper(changer, view),
                new LeadEraser(leads, eraser, people, relay, Clock.systemUTC()),
                new PersonEraser(sealer, eraser, people, relay, grace(), Clock.systemUTC()),
                new PersonFinder(leads, people, sealer, view),
                new LeadLister(list),
                new KeyOpener(keyStore, leads, keyHash, leadIds, config.idempotency(), Clock.systemUTC()),
                new AnswerKeeper(keyStore, keyHash),
                new KeyReleaser(keyStore, keyHash),
                new LetterKeyKeeper(letters, sealer, DeadLetter.LIFE, Clock.systemUTC()));
    }

    /** The outbox of one instance; made on its event loop. */
    public EpochOutbox outbox(MongoOutbox shared) {
        return new EpochOutbox(vertx, shared, epochs, grace());
    }

    private Stage<?, ?> writer(LeadStore store, OutboxRelay relay, EpochOutbox outbox, LeadServiceConfig now) {
        ClaimStore taker = new GroupCommitClaimStore(claims, gathered(claims::takeAll));
        DuplicateGuard guard = new DuplicateGuard(vertx, taker, store, grace(), Clock.systemUTC());
        LeadWriter writer = new LeadWriter(store, sealer, relay, outbox, NodeName.of(vertx));
        return new PersonCheck(
                writer,
                new ErasedCheck(gathered(people::holding), now.validation()),
                guard,
                taker,
                sealer,
                now.duplicates(),
                meters);
    }

    /**
     * Whether the service's keys are those of the store.
     *
     * @return fails with {@link io.leadservice.config.ConfigException} if they are not; a store that is away tells nothing
     */
    public Future<Void> checkKeys() {
        return new KeyCheck(leads, sealer).check();
    }

    /** One for the node. */
    public RetentionSweep retentionSweep() {
        return new RetentionSweep(vertx, config.retention(), retentionLease, leads, eraser, Clock.systemUTC());
    }

    /** One for the node. */
    public EpochSweep epochSweep(MongoOutbox outbox) {
        return new EpochSweep(vertx, epochs, outbox, EpochSweep.left(grace()));
    }

    /** One for the node. */
    public ErasureSweep erasureSweep() {
        return new ErasureSweep(vertx, people, eraser, Clock.systemUTC());
    }

    private <I, O> Batcher<I, O> gathered(Batcher.Call<I, O> write) {
        return new Batcher<>(vertx, policy(config.mongodb().groupCommit()), write);
    }

    static BatchPolicy policy(GroupCommitConfig config) {
        return new BatchPolicy(config.maxSize(), config.minInterval(), config.maxDelay(), config.maxWaiting());
    }

    /** A request that claimed at this age has stored its lead or never will; so has any write of that age. */
    private Duration grace() {
        return config.hopTimeout().plus(config.mongodb().timeout()).plus(MARGIN);
    }
}
