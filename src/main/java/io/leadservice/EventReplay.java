package io.leadservice;

import io.leadservice.config.LeadServiceConfig;
import io.leadservice.config.Secret;
import io.leadservice.lead.EventType;
import io.leadservice.persistence.LeadCollection;
import io.leadservice.persistence.MissingEvents;
import io.leadservice.persistence.MongoCalls;
import io.leadservice.persistence.MongoEpochs;
import io.leadservice.persistence.MongoLeadStore;
import io.leadservice.publishing.EventTopic;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mongo.MongoClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/**
 * Compares an event topic with the store. What the topic lacks goes into the outbox again; what the store lacks is told:
 * an event does not carry the key of its personal data, so a lead comes back from a backup only. Blocks: for a command line.
 */
public final class EventReplay {

    private static final Duration CALL_LIMIT = Duration.ofSeconds(30);
    private static final int BATCH = 500;
    private static final int NAMED = 20;

    private final LeadServiceConfig config;
    private final Secret mongodbUri;
    private final String brokers;

    /** @param brokers bootstrap list */
    public EventReplay(LeadServiceConfig config, Secret mongodbUri, String brokers) {
        this.config = config;
        this.mongodbUri = mongodbUri;
        this.brokers = brokers;
    }

    /**
     * What was found.
     *
     * @param inTopic leads that the topic tells of
     * @param since the leads of the store that were looked at are not older
     * @param inStore those of the store
     * @param unpublished of those, leads of which the topic does not tell
     * @param waiting of those, leads whose event is in the outbox
     * @param absent leads that the topic tells of and the store does not have
     * @param firstAbsent ids of some of them
     */
    public record Report(
            long inTopic,
            Instant since,
            long inStore,
            long unpublished,
            long waiting,
            long absent,
            List<String> firstAbsent) {

        public Report {
            firstAbsent = List.copyOf(firstAbsent);
        }
    }

    /**
     * Compares one topic.
     *
     * @param type of new leads; its name is the topic
     * @param since empty: since the topic's oldest record, as older events have left it by its retention
     * @param check whether nothing is changed
     * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
     * @throws StartException if the store does not
     */
    public Report of(EventType type, Optional<Instant> since, boolean check) {
        EventTopic topic = new EventTopic(config.kafka(), brokers, type.wireName());
        EventTopic.Content content = topic.read();
        Instant from = since.or(content::oldest).orElse(Instant.EPOCH);
        Vertx vertx = Vertx.vertx();
        MongoClient client = MongoCalls.client(vertx, config.mongodb(), mongodbUri);
        try {
            MongoCalls calls = new MongoCalls(client, CALL_LIMIT);
            LeadCollection leads = new LeadCollection(calls);
            List<String> absent = absent(new MongoLeadStore(leads), content);
            MissingEvents.Count count =
                    missing(new MissingEvents(leads, new MongoEpochs(calls)), type, from, content, topic, check);
            return new Report(
                    content.leads().size(),
                    from,
                    count.leads(),
                    count.missing(),
                    count.waiting(),
                    absent.size(),
                    absent.stream().limit(NAMED).toList());
        } finally {
            join(client.close());
            join(vertx.close());
        }
    }

    /**
     * What was published while the store was looked at is in the topic by the second reading, which is done only if the first
     * look finds anything.
     */
    private static MissingEvents.Count missing(
            MissingEvents events,
            EventType type,
            Instant from,
            EventTopic.Content content,
            EventTopic topic,
            boolean check) {
        Set<UUID> candidates = new HashSet<>();
        MissingEvents.Count first = join(events.look(
                type,
                from,
                id -> {
                    UUID lead = UUID.fromString(id);
                    boolean published = content.leads().contains(lead);
                    if (!published) {
                        candidates.add(lead);
                    }
                    return published;
                },
                false));
        if (candidates.isEmpty()) {
            return first;
        }
        candidates.removeAll(topic.read().leads());
        return join(events.look(type, from, id -> !candidates.contains(UUID.fromString(id)), !check));
    }

    private static List<String> absent(MongoLeadStore store, EventTopic.Content content) {
        List<String> absent = new ArrayList<>();
        List<String> batch = new ArrayList<>(BATCH);
        for (UUID id : content.leads()) {
            batch.add(id.toString());
            if (batch.size() == BATCH) {
                absent.addAll(join(store.missing(batch)));
                batch.clear();
            }
        }
        absent.addAll(join(store.missing(batch)));
        return absent;
    }

    private static <T> T join(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new StartException(e.getCause() == null ? e : e.getCause());
        }
    }
}
