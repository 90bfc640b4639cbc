package io.leadservice.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of a batch of events.
 *
 * @param published ids of the events that all in-sync replicas have
 * @param failed why the others were not written, by event id; they may be tried again
 * @param refused those of the failed that Kafka refuses for what they are: trying again will most likely not help
 */
public record PublishResult(List<String> published, Map<String, String> failed, Set<String> refused) {
    public PublishResult {
        published = List.copyOf(published);
        failed = Map.copyOf(failed);
        refused = Set.copyOf(refused);
    }
}
