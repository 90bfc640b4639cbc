package io.leadservice.pipeline;

import java.util.List;
import java.util.Map;

/**
 * What became of a batch of events.
 *
 * @param published ids of the events that all in-sync replicas have
 * @param failed why the others were not written, by event id; they may be tried again
 */
public record PublishResult(List<String> published, Map<String, String> failed) {
    public PublishResult {
        published = List.copyOf(published);
        failed = Map.copyOf(failed);
    }
}
