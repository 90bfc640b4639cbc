package io.leadservice.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the work on the partitions of one consumer has come. Confined to one event loop. */
final class Progress {

    static final int MOST_AHEAD = 10_000;

    private final Map<TopicPartition, PartitionProgress> partitions = new HashMap<>();

    /** The progress on a partition, from now if it is new. */
    PartitionProgress of(TopicPartition partition) {
        return partitions.computeIfAbsent(partition, key -> new PartitionProgress());
    }

    /** Partitions that are another consumer's now: what of them is at work still has no say any more. */
    void forget(Set<TopicPartition> lost) {
        lost.forEach(partitions::remove);
    }

    /** The partitions that are as far ahead of a record which does not end as they may be. */
    Set<TopicPartition> stuck() {
        return partitions.entrySet().stream()
                .filter(partition -> partition.getValue().uncommitted() >= MOST_AHEAD)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What is finished and not committed. */
    Map<TopicPartition, OffsetAndMetadata> toCommit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        partitions.forEach((partition, progress) ->
                progress.toCommit().ifPresent(offset -> offsets.put(partition, new OffsetAndMetadata(offset))));
        return offsets;
    }

    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            PartitionProgress progress = partitions.get(partition);
            if (progress != null) {
                progress.committed(offset.offset());
            }
        });
    }
}
